import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lessonEffects, reviewEffects } from '../../../../wire/effects.ts';
import { VirtualClock } from '../../../kit/virtual-clock.ts';
import type { Heard, ReplyPart, Scene } from '../../../turn/scene.ts';
import { queriesOf } from '../tables.ts';
import { openReviewRoom, type ReviewRoom, testCommands } from '../testing/review-room.ts';
import { reviewScene } from './review-scene.ts';
import { type AskedCard, startOf } from './review-state.ts';
import { scenesOfReview } from './scenes.ts';

const never = new AbortController().signal;
const commands = testCommands();

const card = (n: number, text: string, kind: AskedCard['kind'] = 'production'): AskedCard => ({
  ...{ card: `card_${n}`, item: `item_${n}`, kind, text, language: 'pl', translation: `meaning ${n}`, from: 'en' },
});
const cards = [card(1, 'Poproszę kawę.'), card(2, 'Dziękuję bardzo.'), card(3, 'Do widzenia.', 'hearing')];

const base = { words: [], tentative: false };
const spoken = (
  phraseId: string | undefined,
  verdict: Heard['verdict'] = 'heard',
  words: Heard['words'] = [],
): Heard => ({
  ...{ ...base, how: 'spoken', text: phraseId ?? '', verdict, words },
  ...(phraseId === undefined ? {} : { phraseId }),
});
const typed = (text: string): Heard => ({ ...base, how: 'typed', text, verdict: 'heard' });
const command = (text: string): Heard => ({ ...base, how: 'command', text, verdict: 'heard' });

function setUp(asked: readonly AskedCard[] = cards, state?: unknown) {
  const clock = new VirtualClock();
  const talk = { id: 'review-pl', title: 'Powtórka', language: 'pl', from: 'en', commands };
  const scene = reviewScene({ talk, cards: asked, clock, state });
  return { clock, scene };
}

async function read(parts: AsyncIterable<ReplyPart>) {
  const all: ReplyPart[] = [];
  for await (const part of parts) {
    // Whatever is shown has the shape that clients are told.
    if (part.kind === 'effect') ({ ...lessonEffects, ...reviewEffects })[part.name as 'summary'].parse(part.data);
    all.push(part);
  }
  const effects = (name: string) =>
    all.flatMap((part) => (part.kind === 'effect' && part.name === name ? [part.data] : []));
  const text = all.flatMap((part) => (part.kind === 'text' ? [`${part.language}: ${part.text.trim()}`] : []));
  return { text, effects, rating: effects('review-card').find(({ answer }) => answer !== '')?.rating };
}

async function say(scene: Scene, heard: Heard) {
  const reply = scene.reply(heard, never);
  reply.commit();
  return read(reply.parts);
}

test('[M30] the tutor asks by the meaning or by the sound, and listens for the words, the others and the commands', async () => {
  const { scene } = setUp();
  const opening = await read(scene.open(never));
  expect(opening.text).toEqual(['en: 3 cards are waiting. Here we go.', 'en: How do you say: meaning 1?']);
  expect(opening.effects('review-card')).toMatchObject([
    { prompt: 'meaning 1', answer: '', rating: null, n: 1, total: 3 },
  ]);
  const { phrases, commands: named, language } = scene.listen();
  expect([language, phrases.map(({ id, text }) => `${id} ${text}`)]).toEqual([
    'pl',
    ['a Poproszę kawę.', 'x:0 Dziękuję bardzo.', 'x:1 Do widzenia.'],
  ]);
  expect(named.some(({ id }) => id.startsWith('c:skip'))).toBe(true);
  await say(scene, spoken('a'));
  const third = await say(scene, spoken('a'));
  expect(third.text).toContain('en: Listen, and say it after me.');
  expect(third.text.at(-1)).toBe('pl: Do widzenia.');
  expect(third.effects('review-card').at(-1)).toMatchObject({ kind: 'hearing', prompt: '' });
});

test('[M31] right at once is good; after a hint, a doubt, another try or with a word missed it is hard; wrong or shown is again; what was not understood is not counted', async () => {
  const word = (verdict: 'good' | 'missed') => ({ text: 'x', startMs: 0, endMs: 1, verdict });
  const cases: [string, Heard[], number | null | undefined][] = [
    ['right at once', [spoken('a')], 3],
    ['typed right', [typed('poproszę kawę')], 3],
    ['hint first', [command('hint'), spoken('a')], 2],
    ['unsure, then sure', [spoken('a', 'unsure'), spoken('a')], 2],
    ['unsure twice', [spoken('a', 'unsure'), spoken('a', 'unsure')], 2],
    ['a word missed', [spoken('a', 'heard', [word('good'), word('missed'), word('good')])], 2],
    ['mostly missed, then right', [spoken('a', 'heard', [word('missed')]), spoken('a')], 2],
    ['not understood, then right', [spoken(undefined, 'unknown'), spoken('a')], 2],
    ['typed with a slip', [typed('poprosze kwaę')], 2],
    ['typed almost, then right', [typed('poproszę herbatę'), typed('Poproszę kawę.')], 2],
    ['another card', [spoken('x:0')], 1],
    ['typed wrong', [typed('nie wiem wcale')], 1],
    ['not understood twice', [spoken(undefined, 'unknown'), spoken(undefined, 'unknown')], null],
    ['two hints', [command('hint'), command('hint')], 1],
    ['skipped', [command('skip')], null],
    ['another card, unsure, then right', [spoken('x:0', 'unsure'), spoken('a')], 2],
    ['a repeat is no help', [command('repeat'), command('slower'), command('help'), spoken('a')], 3],
  ];
  for (const [name, turns, wanted] of cases) {
    const { scene } = setUp();
    await read(scene.open(never));
    let last = await say(scene, turns[0] as Heard);
    for (const turn of turns.slice(1)) {
      expect([name, last.rating]).toEqual([name, undefined]);
      last = await say(scene, turn);
    }
    expect([name, last.rating]).toEqual([name, wanted]);
  }
});

test('[M32] what was wrong is said right and comes once more at the end; the summary counts it all', async () => {
  const { clock, scene } = setUp();
  await read(scene.open(never));
  await clock.advance(5_000);
  const missed = await say(scene, spoken('x:0'));
  expect(missed.text.slice(0, 2)).toEqual(['en: It goes like this.', 'pl: Poproszę kawę.']);
  expect(missed.effects('answer')).toHaveLength(1);
  expect(missed.effects('review-card')[0]).toMatchObject({ card: 'card_1', rating: 1, how: 'spoken', ms: 5_000 });
  await say(scene, command('hint'));
  await say(scene, spoken('a'));
  const hearing = await say(scene, command('meaning'));
  expect(hearing.text).toEqual(['en: It means: meaning 3.', 'pl: Do widzenia.']);
  await say(scene, spoken('a'));
  const last = await say(scene, spoken('a'));
  expect(last.effects('review-card')[0]).toMatchObject({ card: 'card_1', rating: 3 });
  expect(last.effects('summary')).toMatchObject([
    {
      exchanges: 4,
      first_try: 1,
      with_help: 2,
      shown: 1,
      skipped: 0,
      finished: true,
      practise: [{ translation: 'meaning 1' }],
    },
  ]);
  expect((await say(scene, spoken('a'))).text).toEqual(['en: There is nothing more to ask now. See you soon!']);
  expect(scene.listen().phrases).toEqual([]);
});

test('[M33] stop ends with the summary of what was answered; with nothing due the tutor says so', async () => {
  const { scene } = setUp();
  await read(scene.open(never));
  await say(scene, spoken('a'));
  expect((await say(scene, command('stop'))).effects('summary')).toMatchObject([{ exchanges: 1, finished: false }]);
  const empty = setUp([]);
  expect((await read(empty.scene.open(never))).text).toEqual(['en: Nothing is due just now. Well done!']);
  expect((await say(empty.scene, typed('kawa'))).text).toHaveLength(1);
});

test('[M34] a snapshot goes on at the card that was asked, and one that does not fit begins anew', async () => {
  const { scene } = setUp();
  await read(scene.open(never));
  await say(scene, spoken('a'));
  const later = setUp([card(9, 'Inne.')], JSON.parse(JSON.stringify(scene.snapshot())));
  expect((await read(later.scene.open(never))).text).toEqual(['en: Welcome back.', 'en: How do you say: meaning 2?']);
  for (const broken of [undefined, 7, { version: 1, review: 'review-en', state: {} }, { version: 2 }]) {
    const fresh = setUp(cards, broken);
    expect((await read(fresh.scene.open(never))).effects('review-card')).toMatchObject([{ card: 'card_1' }]);
  }
});

test('[M34] a reply that was only prepared changes nothing, and every talk ends', async () => {
  const turn = fc.oneof(
    fc.constantFrom(
      spoken('a'),
      spoken('a', 'unsure'),
      spoken('x:0'),
      spoken('x:7', 'unsure'),
      spoken(undefined, 'unknown'),
    ),
    fc.constantFrom('hint', 'repeat', 'skip', 'slower', 'meaning', 'why', 'restart', 'help').map(command),
    fc.string({ maxLength: 30 }).map(typed),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 30 }), async (turns) => {
      const { scene } = setUp();
      await read(scene.open(never));
      for (const heard of turns) {
        const before = JSON.stringify(scene.snapshot());
        await read(scene.reply({ ...heard, tentative: true }, never).parts);
        expect(JSON.stringify(scene.snapshot())).toBe(before);
        const { text } = await say(scene, heard);
        expect(text.length).toBeGreaterThan(0);
      }
      // Whoever says nothing that is understood is through in two turns a card, the second round counted.
      for (let n = 0; n < 2 * 2 * cards.length; n += 1) await say(scene, spoken(undefined, 'unknown'));
      expect(scene.listen().phrases).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

let room: ReviewRoom;
beforeAll(async () => {
  room = await openReviewRoom();
});
afterAll(() => room[Symbol.asyncDispose]());

test('[M35] the scene of a person asks what is due for them, and each answer is written with its turn, once', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2026-08-01T09:00:00Z');
  await room.addWord(as, 'Poproszę kawę.', 'A coffee, please.');
  await room.addWord(as, 'dog', 'pies', ['recognition']);
  const scenes = await room.feature.scenes.forPerson?.(as.personId);
  const scene = scenes?.open('review-pl', { translateTo: 'en' }) as Scene;
  expect((await read(scene.open(never))).text.at(-1)).toBe('en: How do you say: A coffee, please?');
  const reply = scene.reply(spoken('a'), never);
  const effects: { name: string; data: Record<string, unknown> }[] = [];
  for await (const part of reply.parts) if (part.kind === 'effect') effects.push(part);
  const turn = {
    id: 'turn_1',
    origin: 'spoken',
    said: 'Poproszę kawę.',
    verdict: 'heard',
    outcome: 'interrupted',
    replied: 'Right.',
    effects,
  };
  const conversation = { id: 'conv_1', personId: as.personId, sceneId: 'review-pl', language: 'pl' };
  for (let n = 0; n < 2; n += 1) {
    await room.database.transaction(async (tx) => {
      const createdAt = new Date(room.clock.wall());
      const events = await room.feature.eventsOf(tx, { conversation, turns: [{ ...turn, createdAt }] });
      await room.people.record(tx, as.personId, events);
    });
  }
  // A reply that failed before it sounded moved nothing on.
  await room.database.transaction(async (tx) => {
    const failed = { ...turn, id: 'turn_2', outcome: 'failed', replied: '', createdAt: new Date(room.clock.wall()) };
    expect(await room.feature.eventsOf(tx, { conversation, turns: [failed] })).toEqual([]);
  });
  const { body } = await room.ask('/v1/review/cards?kind=production', { as });
  expect(body.data).toMatchObject([{ state: 'learning', reps: 1 }]);
  expect([scenes?.list(), scenes?.unlisted?.('review-en')]).toMatchObject([[], { language: 'en', from: 'pl' }]);
  const other = await room.newcomer();
  const nothing = (await room.feature.scenes.forPerson?.(other.personId))?.open('review-pl', {}) as Scene;
  expect((await read(nothing.open(never))).text).toEqual(['en: Nothing is due just now. Well done!']);
});

test('[M35] whoever begins another talk is asked for no cards, and a review that cannot read them says so when it opens', async () => {
  const as = await room.newcomer();
  let asked = 0;
  const settings = await room.people.settingsOf(as.personId);
  const deps = { clock: room.clock, db: queriesOf(room.database), commands };
  const source = scenesOfReview({
    ...deps,
    async settingsOf() {
      asked += 1;
      if (asked > 1) throw new Error('the database is away');
      return settings;
    },
  });
  const scenes = await source.forPerson(as.personId);
  expect([scenes.list(), scenes.unlisted?.('review-pl')?.id, scenes.open('cafe-pl', {}), asked]).toEqual([
    ...[[], 'review-pl', undefined, 0],
  ]);
  const state = { version: 1, review: 'review-pl', state: { ...startOf(cards), opened: true } };
  expect((await read((scenes.open('review-pl', { state }) as Scene).open(never))).text[0]).toBe('en: Welcome back.');
  expect(asked).toBe(0);
  expect((await read((scenes.open('review-pl', {}) as Scene).open(never))).text).toHaveLength(1);
  await expect(read((scenes.open('review-pl', {}) as Scene).open(never))).rejects.toThrow('the database is away');
  // One that is thrown away at once asks nobody.
  scenes.open('review-pl', {})?.close();
  expect(asked).toBe(2);
});

test('[M14] a due word that is said in free talk is found in what was said, whole words only', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2026-09-01T09:00:00Z');
  const { production } = await room.addWord(as, 'kot', 'cat');
  const rated = await room.ask('/v1/review/answers', { as, body: { answers: [{ card: production?.id, rating: 4 }] } });
  room.clock.goTo(rated.body.cards[0].due);
  const uses = (said: string, more: object = {}) =>
    room.database.transaction((tx) =>
      room.feature.eventsOf(tx, {
        conversation: { id: 'conv_2', personId: as.personId, sceneId: 'talk-pl', language: 'pl' },
        turns: [
          {
            id: 'turn_9',
            origin: 'spoken',
            said,
            verdict: 'heard',
            outcome: 'spoken',
            replied: 'Ach!',
            effects: [],
            createdAt: new Date(room.clock.wall()),
            ...more,
          },
        ],
      }),
    );
  expect(await uses('Mój kot, śpi.')).toMatchObject([{ kind: 'used', data: { text: 'kot', how: 'spoken' } }]);
  expect(await uses('Mam kotlet.')).toEqual([]);
  expect(await uses('Mój kot śpi.', { verdict: 'unsure' })).toEqual([]);
  expect(await uses('Mój kot śpi.', { outcome: 'skipped' })).toEqual([]);
});
