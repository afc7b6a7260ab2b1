import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../server/features/conversations/testing/open-door.ts';
import { readWav } from '../../server/kit/pcm/wav.ts';
import { asWav, Microphone, spoken } from '../microphone.ts';
import { openWorld, type World } from '../world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  // After the crash the world is one on the folder that was left.
  if (world) await rm(world.folder, { recursive: true, force: true, maxRetries: 5 });
});

const phrases = ["I'd like a cappuccino, please.", 'Where is the station?', 'Could you repeat that?'];

interface Card {
  id: string;
  state: string;
  reps: number;
  item: { text: string };
}

async function ask(path: string, body?: object) {
  const answer = await fetch(`${world.url}${path}`, {
    ...(body ? { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.json()) as { data: Card[]; conversation?: string };
}

const cards = async () => (await ask('/v1/review/cards?kind=production&limit=50')).data;

/** The card that is asked now. */
const asked = (client: Client, from = 0) =>
  client.got
    .slice(from)
    .filter((event) => (event.type as string) === 'tutor.review-card')
    .map((event) => (event as unknown as { data: { card: string; rating: number | null; answer: string } }).data);

test('[M30, M31, M35] due words are asked and answered aloud; a crash loses nothing that was answered', async () => {
  for (const [n, text] of phrases.entries()) {
    await ask('/v1/review/items', {
      ...{ text, language: 'en', translation: `znaczenie ${n + 1}`, translation_language: 'pl', kinds: ['production'] },
    });
  }
  const byText = new Map((await cards()).map((card) => [card.id, card.item.text]));
  const client = await Client.dial(`ws://127.0.0.1:${world.port}/v1/realtime?scene=review-en`);
  client.configure({ tutor: { scene: 'review-en' } });
  await client.until('tutor.turn.ended');
  const [first] = asked(client);
  expect(first).toMatchObject({ rating: null, answer: '' });

  const from = client.got.length;
  await using microphone = new Microphone(client);
  await microphone.say(readWav(asWav(await spoken(world, byText.get(first?.card ?? '') ?? ''))).samples);
  await client.until('response.done', from);
  const [answered, second] = asked(client, from);
  expect(answered).toMatchObject({ card: first?.card, rating: 3 });
  expect(second?.card).not.toBe(first?.card);
  const ended = client.got.findIndex((event, at) => at >= from && event.type === 'response.done');
  await client.until('tutor.turn.ended', ended);
  const kept = async () => (await cards()).find(({ id }) => id === first?.card)?.reps;
  await expect.poll(kept, { timeout: 10_000 }).toBe(1);

  await world.kill();
  const { folder } = world;
  world = await openWorld({ folder });
  expect(await kept()).toBe(1);
  const again = await Client.dial(`ws://127.0.0.1:${world.port}/v1/realtime?scene=review-en`);
  again.configure({ output_modalities: ['text'], tutor: { scene: 'review-en' } });
  await again.until('response.done');
  // What was answered before the crash is not asked again.
  expect(asked(again)[0]?.card).not.toBe(first?.card);
  const typing = again.got.length;
  const content = [{ type: 'input_text', text: byText.get(asked(again)[0]?.card ?? '') }];
  again.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } });
  again.send({ type: 'response.create' });
  await again.until('response.done', typing);
  expect(asked(again, typing)[0]).toMatchObject({ rating: 3 });
  await again.hangUp();
});
