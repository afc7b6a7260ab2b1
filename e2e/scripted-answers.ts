import { defaultSettings } from '../wire/settings.ts';

export const scriptedScenes = [
  {
    id: 'cafe-en',
    title: 'A table by the window',
    language: 'en',
    level: 'A2',
    from: 'pl',
    description: 'Zamów kawę i coś słodkiego w londyńskiej kawiarni.',
  },
  {
    id: 'cafe-pl',
    title: 'Stolik przy oknie',
    language: 'pl',
    level: 'A1',
    from: 'en',
    description: 'Order a coffee and a cake in a café in Kraków.',
  },
];

/** What a fresh server answers a newcomer at the doors that the page looks through; undefined where there is none. */
export function scriptedAnswer(path: string, settings: object = defaultSettings): unknown {
  if (path === '/v1/scenes') return { object: 'list', data: scriptedScenes };
  if (path === '/v1/me/settings') return settings;
  if (path === '/v1/lessons/suggested') return { next: null, recent: [], assigned: [] };
  if (path === '/v1/learning/events') return { written: 0, known: 0 };
  if (path === '/auth/options') {
    const password = { min: 12, max: 256 };
    return { sign_in_required: false, registration: 'closed', first_account: true, password };
  }
  if (path === '/v1/me') {
    const nobody = { id: 'person_local', name: '', role: 'admin', email: null, email_verified: false };
    return { ...nobody, signed_in: false, created_at: '2026-01-01T00:00:00.000Z', settings };
  }
  if (path.startsWith('/v1/conversations/')) return { id: 'c1', ...scriptedScenes[0], scene: 'cafe-en', history: [] };
  if (path === '/v1/progress') return { active_days: 0 };
  if (path.startsWith('/v1/progress/lessons/')) return { next_lesson: null };
  const lesson = /^\/v1\/lessons\/([\w-]+)$/.exec(path)?.[1];
  if (lesson === undefined) return undefined;
  return { ...scriptedScenes.find(({ id }) => id === lesson), dialogues: [], tasks: [], quizzes: [] };
}
