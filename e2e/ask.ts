import type { World } from './world.ts';

export interface Question {
  /** POST when there is a body, else GET. */
  method?: string;
  body?: object;
  /** Of who asks. */
  token?: string;
}

/** Asks a door of the server over HTTP and answers its JSON. Throws when it is refused. */
// biome-ignore lint/suspicious/noExplicitAny: a story looks into answers of any shape.
export async function ask(world: World, path: string, { body, method, token }: Question = {}): Promise<any> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  const answer = await fetch(`${world.url}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Words that a story wants to be asked about, in the language of who learns English from Polish. */
export async function addWords(world: World, words: Iterable<readonly [text: string, meaning: string]>): Promise<void> {
  await ask(world, '/v1/me/settings', { method: 'PATCH', body: { language: 'pl', learning: 'en', from: 'pl' } });
  for (const [text, translation] of words) {
    const kinds = ['production'];
    await ask(world, '/v1/review/items', {
      body: { text, language: 'en', translation, translation_language: 'pl', kinds },
    });
  }
}
