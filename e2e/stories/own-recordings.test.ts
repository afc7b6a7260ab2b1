import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Client } from '../../server/features/conversations/testing/open-door.ts';
import { readWav } from '../../server/kit/pcm/wav.ts';
import { asWav, loudness, Microphone, spoken } from '../microphone.ts';
import { openWorld, type World } from '../world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

const ask = async (path: string, init?: RequestInit) =>
  (await (await fetch(world.url.replace(/\/$/, '') + path, init)).json()) as {
    data: {
      id: string;
      heard: string;
      answer: string;
      duration_ms: number;
      words: { text: string; end_ms: number }[];
    }[];
  };

/** Joins two sounds with a breath between. */
function joined(left: Int16Array, right: Int16Array, breathMs: number): Int16Array {
  const whole = new Int16Array(left.length + 24 * breathMs + right.length);
  whole.set(left);
  whole.set(right, left.length + 24 * breathMs);
  return whole;
}

test('[S47, S60] a mistake mended in one breath is right, and its sound is kept for who wants that', async () => {
  await ask('/v1/me/settings', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ keep_recordings: true }),
  });
  const said = joined(
    await spoken(world, 'Give me orange juice.'),
    await spoken(world, 'Can I have an orange juice?'),
    300,
  );
  const client = await Client.dial(`ws://127.0.0.1:${world.port}/v1/realtime?scene=cafe-en`);
  client.configure({ tutor: { scene: 'cafe-en' } });
  await client.until('tutor.turn.ended');
  const from = client.got.length;
  await using microphone = new Microphone(client);
  await microphone.say(readWav(asWav(said)).samples);
  const feedback = (await client.until('tutor.feedback' as never, from)) as unknown as {
    data: Record<string, unknown>;
  };
  expect(feedback.data).toMatchObject({ verdict: 'right', self_repaired: true, answer: 'Can I have an orange juice?' });
  const told = (await client.until('tutor.recording' as never, from)) as unknown as { data: { recording: string } };

  const { data } = await ask('/v1/recordings');
  expect(data).toHaveLength(1);
  const [kept] = data;
  expect(kept).toMatchObject({ id: told.data.recording, answer: 'Can I have an orange juice?' });
  const audio = await fetch(`${world.url.replace(/\/$/, '')}/v1/recordings/${kept?.id}/audio`);
  const wav = readWav(new Uint8Array(await audio.arrayBuffer()));
  expect(loudness(wav.samples)).toBeGreaterThan(100);
  // Each word is inside the sound, and has some of its own.
  expect(kept?.words.length).toBeGreaterThan(5);
  for (const { end_ms } of kept?.words ?? []) expect(end_ms).toBeLessThanOrEqual(wav.samples.length / 16 + 20);
  await client.hangUp();

  await vi.waitFor(async () => {
    const log = (await ask('/v1/learning/events?kind=answer')) as unknown as {
      data: { data: Record<string, unknown> }[];
    };
    expect(log.data[0]?.data).toMatchObject({ lesson: 'cafe-en', verdict: 'right', how: 'spoken', attempt: 1 });
  });
});
