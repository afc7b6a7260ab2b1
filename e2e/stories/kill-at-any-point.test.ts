// kill -9 again and again, while a lesson is talked through and cards are graded: at most what was being answered is lost.
import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { addWords, ask } from '../ask.ts';
import { firstLesson } from '../first-lesson.ts';
import { openWorld, type World } from '../world.ts';

const SEED = Number(process.env.STORY_SEED ?? 20_261_120);
const KILLS = 3;
const CARDS = 24;
const ways = ['hello', 'know', 'from', 'job', 'free', 'english', 'invite', 'bye'];

/** The same numbers between 0 and 1 for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

it(`loses at most the answers that were being given, and none is there twice (seed ${SEED})`, async () => {
  const random = randomOf(SEED);
  let world = await openWorld();
  const { folder } = world;
  const log = async (kind: string) => (await ask(world, `/v1/learning/events?kind=${kind}&limit=500`)).data;
  const told = async (): Promise<string[]> =>
    (await log('answer')).map(({ data }: { data: { exchange: string } }) => data.exchange).reverse();
  try {
    await addWords(
      world,
      Array.from({ length: CARDS }, (_, n) => [`Word number ${n}.`, `Słowo numer ${n}`]),
    );
    const cards: string[] = (await ask(world, '/v1/review/cards?limit=100')).data.map(({ id }: { id: string }) => id);
    expect(cards).toHaveLength(CARDS);
    const sent = { talk: 0, reviews: 0 };
    const done = { talk: 0, reviews: 0 };

    /** Goes on with the lesson where it stands; what nobody confirmed is sent again under its name, as a client does. */
    let session: string | undefined;
    const talking = async (on: World): Promise<void> => {
      session ??= (await ask(on, '/chat', { body: { lesson_id: firstLesson.id } })).session_id;
      while (done.talk < ways.length) {
        const n = done.talk;
        sent.talk = n + 1;
        const [, text] = firstLesson.talk[n] ?? [];
        await ask(on, '/chat', { body: { session_id: session, text, turn_context: { turn_id: `turn-${n}` } } });
        done.talk = n + 1;
      }
    };
    /** Grades one card after another; what nobody confirmed is sent again, as a page does. */
    const reviewing = async (on: World): Promise<void> => {
      while (done.reviews < CARDS) {
        const n = done.reviews;
        sent.reviews = n + 1;
        await ask(on, '/v1/review/answers', { body: { answers: [{ id: `review-${n}`, card: cards[n], rating: 4 }] } });
        done.reviews = n + 1;
      }
    };

    for (let kill = 1; kill <= KILLS; kill++) {
      const work = Promise.allSettled([talking(world), reviewing(world)]);
      // After some more answers, however fast the machine is: while one is taken, is written, or is told.
      const enough = done.talk + done.reviews + 2 + Math.floor(random() * 7);
      await expect
        .poll(() => done.talk + done.reviews, { timeout: 40_000, interval: 2 })
        .toBeGreaterThanOrEqual(enough);
      await wait(random() * 60);
      await world.kill();
      await work;
      world = await openWorld({ folder });
      const kept = await told();
      const at = `kill ${kill}, ${JSON.stringify({ sent, done })}`;
      expect(kept, at).toEqual(ways.slice(0, kept.length));
      expect(kept.length, at).toBeGreaterThanOrEqual(done.talk);
      expect(kept.length, at).toBeLessThanOrEqual(sent.talk);
      const reviews = (await log('review')).length;
      expect(reviews, at).toBeGreaterThanOrEqual(done.reviews);
      expect(reviews, at).toBeLessThanOrEqual(sent.reviews);
    }
    await Promise.all([talking(world), reviewing(world)]);
    await expect.poll(told, { timeout: 30_000, interval: 500 }).toEqual(ways);
    await expect.poll(async () => (await log('lesson-finished')).length, { timeout: 30_000, interval: 500 }).toBe(1);
    expect(await log('review')).toHaveLength(CARDS);
    const { data } = await ask(world, '/v1/review/cards?limit=100&kind=production');
    const reps = new Map<string, number>(data.map(({ id, reps }: { id: string; reps: number }) => [id, reps]));
    expect(cards.filter((id) => reps.get(id) !== 1)).toEqual([]);
  } finally {
    await world[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}, 180_000);
