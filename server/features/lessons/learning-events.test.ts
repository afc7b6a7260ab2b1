import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { learningData } from '../../../wire/learning.ts';
import { openFeatureDoor } from '../../app/testing/feature-door.ts';
import { silentLog } from '../../kit/log.ts';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { openFakeDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import { apologyIn } from '../../turn/apology.ts';
import type { Heard, ReplyPart, Scene } from '../../turn/scene.ts';
import { record as turnRecord } from '../conversations/fake.ts';
import { conversationsMigration } from '../conversations/migrations/0001-conversations.ts';
import { conversationsPeopleMigration } from '../conversations/migrations/0003-conversations-people.ts';
import { openDoor } from '../conversations/testing/open-door.ts';
import { type LearningEvent, learners } from '../learners/index.ts';
import { eventsOf, lessons } from './index.ts';
import type { EndedTurn } from './learning-events.ts';

const contentFolder = fileURLToPath(new URL('../../../content', import.meta.url));
const course = lessons({
  contentFolder,
  clock: new VirtualClock(),
});
const conversation = { id: 'conv_1', sceneId: 'cafe-en', language: 'en', createdAt: new Date('2026-01-01T10:00:00Z') };

type Effects = EndedTurn['effects'];

async function effectsOf(parts: AsyncIterable<ReplyPart>): Promise<Effects> {
  const all = await Array.fromAsync(parts);
  return all.flatMap((part) => (part.kind === 'effect' ? [{ name: part.name, data: part.data }] : []));
}

function cafe(): Scene {
  const scene = course.scenes.open('cafe-en', {});
  if (!scene) throw new Error('no café');
  return scene;
}

const { signal } = new AbortController();
/** The database may be slow on a machine that does much else. */
const patient = { timeout: 20_000 };
const opened = (scene: Scene): Promise<Effects> => effectsOf(scene.open(signal));

async function answered(scene: Scene, heard: Partial<Heard>): Promise<Effects> {
  const reply = scene.reply(
    { how: 'typed', text: '', verdict: 'heard', words: [], tentative: false, ...heard },
    signal,
  );
  const effects = await effectsOf(reply.parts);
  reply.commit();
  return effects;
}

let turns = 0;
const turn = (effects: Effects, more: Partial<EndedTurn> = {}): EndedTurn => ({
  id: `turn_${++turns}`,
  origin: 'spoken',
  said: '',
  replied: 'Sure.',
  outcome: 'spoken',
  corrections: [],
  effects,
  record: null,
  createdAt: new Date('2026-01-01T10:00:05Z'),
  ...more,
});

const kinds = (events: readonly LearningEvent[]): string[] => events.map(({ kind }) => kind);
const dataOf = (events: readonly LearningEvent[], kind: string): unknown =>
  events.find((event) => event.kind === kind)?.data;

describe('a turn of a lesson', () => {
  test('[S43] an answer is told with its tries, hints and words', async () => {
    const scene = cafe();
    const first = turn(await opened(scene), { origin: 'opening' });
    const hint = turn(await answered(scene, { how: 'command', text: 'hint' }));
    const answer = turn(await answered(scene, { text: 'a cup of tea please' }), {
      record: {
        ...turnRecord({ id: 't', revision: 0 }, 'spoken'),
        speech_start: 1_000,
        speech_end: 2_250,
        heard_ms: 900.4,
      },
    });
    const events = eventsOf({ conversation, turns: [first, hint, answer] });
    expect(kinds(events)).toEqual(['lesson-started', 'lesson-started', 'hint', 'lesson-started', 'talk', 'answer']);
    expect(new Set(events.filter(({ kind }) => kind === 'lesson-started').map(({ id }) => id)).size).toBe(1);
    expect(dataOf(events, 'talk')).toEqual({ conversation: 'conv_1', learner_ms: 1_250, tutor_ms: 900 });
    expect(dataOf(events, 'answer')).toMatchObject({
      conversation: 'conv_1',
      lesson: 'cafe-en',
      verdict: 'right',
      how: 'typed',
      attempt: 1,
      hints: 1,
      shown: false,
      correction: null,
    });
    for (const event of events) expect(learningData[event.kind].parse(event.data)).toEqual(event.data);
  });

  test('[S43] the same turn again has the same events', async () => {
    const scene = cafe();
    await opened(scene);
    const again = turn(await answered(scene, { text: 'a cup of tea please' }));
    expect(eventsOf({ conversation, turns: [again] })).toEqual(eventsOf({ conversation, turns: [again] }));
    const checked = {
      ...again,
      said: 'a cup of tea plese',
      corrections: [
        { id: 't9/c1', start: 13, end: 18, kind: 'SPELL', rule: 'r1', message: '', suggestions: ['please'] },
      ],
    };
    const more = eventsOf({ conversation, turns: [checked] });
    const known = new Set(eventsOf({ conversation, turns: [again] }).map(({ id }) => id));
    const fresh = more.filter(({ id }) => !known.has(id));
    expect(fresh).toEqual([
      {
        id: `${again.id}/corrected/c1`,
        at: again.createdAt,
        kind: 'corrected',
        data: { correction: 't9/c1', lesson: 'cafe-en', rule: 'r1', said: 'plese', better: 'please', kind: 'SPELL' },
      },
    ]);
  });

  test('[S43] an answer given away and a lesson finished are told, one that was stopped is not finished', async () => {
    const scene = cafe();
    await opened(scene);
    await answered(scene, { text: 'bananas' });
    const shown = eventsOf({ conversation, turns: [turn(await answered(scene, { text: 'bananas' }))] });
    expect(kinds(shown)).toEqual(['lesson-started', 'answer', 'answer-shown']);
    const stopped = await answered(scene, { how: 'command', text: 'stop' });
    expect(kinds(eventsOf({ conversation, turns: [turn(stopped)] }))).toEqual(['lesson-started']);
    const whole = stopped.map(({ name, data }) => ({ name, data: { ...data, finished: true } }));
    expect(dataOf(eventsOf({ conversation, turns: [turn(whole)] }), 'lesson-finished')).toMatchObject({
      lesson: 'cafe-en',
    });
    const anew = eventsOf({ conversation, turns: [turn(await answered(scene, { how: 'command', text: 'restart' }))] });
    expect(kinds(anew)).toEqual(['lesson-started', 'lesson-started']);
    expect(anew[0]?.id).not.toBe(anew[1]?.id);
  });

  test('[S44] nothing is told of an answer that the lesson did not move on for', async () => {
    const scene = cafe();
    await opened(scene);
    const effects = await answered(scene, { text: 'a cup of tea please' });
    const of = (more: Partial<EndedTurn>) => kinds(eventsOf({ conversation, turns: [turn(effects, more)] }));
    expect(of({ outcome: 'skipped' })).toEqual([]);
    expect(of({ outcome: 'failed', replied: '' })).toEqual([]);
    expect(of({ outcome: 'failed', replied: apologyIn('en').slice(0, 20) })).toEqual([]);
    expect(of({ outcome: 'failed', replied: `Black, green ${apologyIn('en')}` })).toContain('answer');
    expect(of({ outcome: 'failed', replied: apologyIn('en'), origin: 'typed' })).toContain('answer');
    expect(of({ outcome: 'interrupted', replied: '' })).toContain('answer');
  });

  test('[S51] who answered a line well on another day has its translation hidden, in every later conversation', async () => {
    const learned = lessons({
      contentFolder,
      clock: new VirtualClock(),
      learner: async (personId) => ({
        settings: { tutor_mode: 'coach', translation: 'smart', audio_speed: 'normal' },
        answeredWell: new Map(personId === 'person_a' ? [['cafe-en', new Set(['order'])]] : []),
      }),
    });
    const shownTo = async (personId: string): Promise<unknown> => {
      const scene = (await learned.scenes.forPerson?.(personId))?.open('cafe-en', {});
      if (!scene) throw new Error('no café');
      return (await opened(scene)).find(({ name }) => name === 'prompt')?.data.translation_shown;
    };
    expect([await shownTo('person_a'), await shownTo('person_b')]).toEqual([false, true]);
  });

  test('[S43] a task said aloud is told as a task, and its time as talk', () => {
    const done = { lesson: 'cafe-en', task: 't1', type: 'listen_repeat', right: 1, total: 1, ms: 900, items: [] };
    const said = turn([{ name: 'task-done', data: done }], {
      record: { ...turnRecord({ id: 't', revision: 0 }, 'spoken'), speech_start: 0, speech_end: 700 },
    });
    const events = eventsOf({ conversation: { ...conversation, sceneId: 'task:cafe-en:t1' }, turns: [said] });
    expect(kinds(events)).toEqual(['talk', 'task']);
    expect(dataOf(events, 'talk')).toMatchObject({ learner_ms: 700 });
  });

  test('[S43] effects of other scenes and of older versions are passed by', () => {
    const odd = turn([
      { name: 'feedback', data: { verdict: 'right' } },
      { name: 'map', data: {} },
      { name: 'toString', data: {} },
    ]);
    expect(eventsOf({ conversation, turns: [odd] })).toEqual([]);
  });
});

describe('through the door', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openFakeDatabase();
  });
  afterAll(() => database[Symbol.asyncDispose]());

  test('[S43, S45, S51] a corrected answer is in the log once, under the name that the page was told', async () => {
    const people = learners({
      clock: new VirtualClock(),
      log: silentLog,
      database,
      projections: () => [],
      emailOf: async () => undefined,
    });
    await using log = await openFeatureDoor(
      [people, { name: 'talks', migrations: [conversationsMigration, conversationsPeopleMigration] }],
      { database },
    );
    let written = 0;
    await using door = await openDoor({
      database,
      async learn(tx, ended) {
        written += 1;
        await people.record(tx, ended.conversation.personId, eventsOf(ended));
      },
    });
    const client = await door.dial('?scene=cafe-en');
    client.configure({ tutor: {} });
    await client.until('response.created');
    const [talk] = door.scripted;
    if (!talk) throw new Error('no conversation');
    const scene = cafe();
    await opened(scene);
    const said = scene.listen().phrases.find(({ id }) => id === 'w0');
    await answered(scene, { how: 'spoken', text: said?.text ?? '', phraseId: 'w0' });
    const effects = await answered(scene, { how: 'spoken', text: said?.text ?? '', phraseId: 'w0' });
    talk.endReply({ id: 't1', revision: 1 }, 'Hello.');
    const spoken = talk.learnerSays(said?.text ?? '');
    talk.startReply(spoken, 'We say:');
    for (const { name, data } of effects) talk.say({ kind: 'effect', turn: spoken, name, data });
    talk.endReply(spoken, 'We say:');
    const [finding] = [{ id: 't2/c1', start: 0, end: 2, kind: 'CASE', rule: 'r', message: 'm', suggestions: ['x'] }];
    await vi.waitFor(() => expect(written).toBeGreaterThan(0), patient);
    talk.say({ kind: 'correction', turn: spoken, text: 'ab', findings: [finding] });
    const told = await client.until('tutor.correction');
    expect(told.findings[0]?.id).toBe('t2/c1');
    const feedback = client.got.find(({ type }) => type === 'tutor.feedback') as unknown as {
      data: { correction: { id: string } };
    };
    await vi.waitFor(async () => {
      const { body } = await log.ask('/v1/learning/events?kind=corrected');
      expect(body.data.map(({ data }: { data: { correction: string } }) => data.correction).sort()).toEqual([
        't2/c1',
        feedback.data.correction.id,
      ]);
    }, patient);
    expect(written).toBeGreaterThan(1);
    const { body } = await log.ask('/v1/learning/events');
    expect(body.data.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
      'answer',
      'corrected',
      'corrected',
      'lesson-started',
      'talk',
      'talk',
    ]);

    expect(await people.answeredWell('person_local')).toEqual(new Map());
    const another = cafe();
    await opened(another);
    const right = turn(await answered(another, { text: 'a cup of tea please' }));
    await answered(another, { how: 'command', text: 'hint' });
    const helped = turn(await answered(another, { text: 'green tea please' }));
    const events = eventsOf({ conversation, turns: [right, helped] });
    await database.transaction((tx) => people.record(tx, 'person_local', events));
    expect(await people.answeredWell('person_local')).toEqual(new Map([['cafe-en', new Set(['order'])]]));
    expect(await people.answeredWell('person_b')).toEqual(new Map());
  });
});
