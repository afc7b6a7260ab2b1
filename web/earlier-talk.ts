import { token } from './api/session.ts';
import type { LearnerLine, Line, TutorLine } from './conversation/talk-state.ts';
import { forget, remember, remembered } from './remember.ts';

/** A conversation that is kept on the server, as this page shows it. */
export interface EarlierTalk {
  id: string;
  scene: string;
  title: string;
  language: string;
  lines: readonly Line[];
}

/** What `GET /v1/conversations/:id` answers, as far as the page needs it. */
interface KeptConversation {
  id: string;
  scene: string;
  title: string;
  language: string;
  from: string;
  history: readonly {
    id: string;
    origin: string;
    said: string;
    verdict: string | null;
    replied: string;
  }[];
}

const NAME = 'conversation';

/** The conversation that this browser was in last and did not end; the server has all that was said. */
export const keptTalk = (): string | undefined => remembered(NAME);
export const keepTalk = (id: string): void => remember(NAME, id);
export const forgetTalk = (): void => forget(NAME);

/** Undefined when it is not there, or the server does not answer. */
export async function loadEarlierTalk(id: string, signal: AbortSignal): Promise<EarlierTalk | undefined> {
  const key = token();
  const headers = key === undefined ? undefined : { authorization: `Bearer ${key}` };
  try {
    const address = `/v1/conversations/${encodeURIComponent(id)}`;
    const answer = await fetch(address, { signal, ...(headers === undefined ? {} : { headers }) });
    if (answer.status === 404) forgetTalk();
    if (!answer.ok) return undefined;
    const kept = (await answer.json()) as KeptConversation;
    return { id: kept.id, scene: kept.scene, title: kept.title, language: kept.language, lines: linesOf(kept) };
  } catch {
    // A server that is away shows itself where the conversation is to go on.
    return undefined;
  }
}

/** What was said, both sides, as lines that are over. */
export function linesOf({ history, language }: Pick<KeptConversation, 'history' | 'language'>): Line[] {
  return history.flatMap((turn): Line[] => {
    const verdict = (['heard', 'unsure', 'unknown'] as const).find((one) => one === turn.verdict);
    const learner: LearnerLine = {
      kind: 'learner',
      id: `${turn.id}-said`,
      how: turn.origin === 'spoken' ? 'spoken' : 'typed',
      text: turn.said,
      settled: true,
      verdict,
      feedback: undefined,
      findings: [],
      recording: undefined,
    };
    const tutor: TutorLine = {
      kind: 'tutor',
      id: `${turn.id}-replied`,
      responseId: turn.id,
      text: turn.replied,
      words: [],
      translation: '',
      translationLanguage: '',
      translated: false,
      language,
      fate: 'spoken',
      sound: 'played',
      heardText: turn.replied,
    };
    return [
      ...(turn.said !== '' || turn.origin === 'spoken' ? [learner] : []),
      ...(turn.replied !== '' ? [tutor] : []),
    ];
  });
}
