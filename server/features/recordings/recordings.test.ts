import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type FeatureDoor, openFeatureDoor } from '../../app/testing/feature-door.ts';
import { createIds } from '../../kit/ids.ts';
import { silentLog } from '../../kit/log.ts';
import { readWav } from '../../kit/pcm/wav.ts';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { type FakeBlobs, fakeBlobs } from '../../ports/blobs/fake.ts';
import { openFakeDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import type { ConversationEvent, TurnRef } from '../../turn/events.ts';
import { conversationsMigration } from '../conversations/migrations/0001-conversations.ts';
import { conversationsPeopleMigration } from '../conversations/migrations/0003-conversations-people.ts';
import { openDoor } from '../conversations/testing/open-door.ts';
import { type LearnersFeature, LOCAL_PERSON, learners } from '../learners/index.ts';
import { type RecordingsFeature, recordings } from './index.ts';
import { Recordings } from './keep-recordings.ts';
import { RecordingStore } from './store.ts';

const never = new AbortController().signal;
const clock = new VirtualClock();
const newId = createIds(clock);
let database: Database;
let people: LearnersFeature;
let door: FeatureDoor;
let blobs: FakeBlobs;
let feature: RecordingsFeature;

const at = (personId = LOCAL_PERSON) => ({ personId, conversationId: 'conv_1', sceneId: 'cafe-en', language: 'en' });
const sound = (ms: number): Int16Array => new Int16Array(16 * ms).fill(500);

beforeAll(async () => {
  database = await openFakeDatabase();
  people = learners({ clock, log: silentLog, database, projections: () => [], emailOf: async () => undefined });
  blobs = fakeBlobs({ clock });
  feature = recordings({
    ...{ clock, log: silentLog, database, blobs, newId },
    consents: async (personId) => (await people.settingsOf(personId)).keep_recordings,
  });
  const talks = { name: 'talks', migrations: [conversationsMigration, conversationsPeopleMigration] };
  door = await openFeatureDoor([people, talks, feature], { database });
  await database.transaction((tx) =>
    people.addPerson(tx, { id: 'person_b', name: '', role: 'learner', createdAt: new Date(clock.wall()) }),
  );
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  blobs.comeBack();
  await door.ask('/v1/recordings', { method: 'DELETE' });
  await door.ask('/v1/recordings', { method: 'DELETE', as: { personId: 'person_b' } });
  await people.changeSettings(LOCAL_PERSON, { keep_recordings: true });
  await people.changeSettings('person_b', { keep_recordings: true });
});

const ref = (id: string): TurnRef => ({ id, revision: 0 });
const heard = (id: string, ms = 1_000): ConversationEvent => ({
  ...{ kind: 'heard', turn: ref(id), origin: 'spoken', text: 'A tea, please.', verdict: 'heard', audioMs: ms },
  words: [
    { text: 'A', startMs: 300, endMs: 380.4, verdict: 'good' },
    { text: 'tea', startMs: 380, endMs: 700 },
  ],
  audio: sound(ms),
});
const ended = (id: string, outcome: 'spoken' | 'skipped' | 'interrupted' = 'spoken'): ConversationEvent => ({
  ...{ kind: 'turn-end', turn: ref(id), outcome, heardText: '', heardMs: 0 },
});
const feedback = (id: string): ConversationEvent => ({
  ...{ kind: 'effect', turn: ref(id), name: 'feedback' },
  data: { exchange: 'order', answer: 'A cup of tea, please.' },
});

/** Talks, and answers what the client was told. */
async function talk(events: readonly ConversationEvent[], who = LOCAL_PERSON): Promise<Record<string, unknown>[]> {
  const told: Record<string, unknown>[] = [];
  const follower = feature.follow(at(who), (_, data) => told.push(data));
  for (const event of events) follower.note(event);
  await follower.settle();
  return told;
}

async function keys(): Promise<string[]> {
  const found = await Array.fromAsync(blobs.list('recordings/', never));
  return found.map(({ key }) => key);
}

test('[S60] a spoken answer is kept with its words, and the client is told', async () => {
  const told = await talk([heard('t1', 1_500), feedback('t1'), ended('t1')]);
  const { body } = await door.ask('/v1/recordings');
  expect(body).toMatchObject({
    object: 'list',
    has_more: false,
    data: [
      {
        conversation: 'conv_1',
        scene: 'cafe-en',
        exchange: 'order',
        heard: 'A tea, please.',
        answer: 'A cup of tea, please.',
        language: 'en',
        duration_ms: 1_500,
        bytes: 48_044,
        words: [
          { text: 'A', start_ms: 300, end_ms: 380, verdict: 'good' },
          { text: 'tea', start_ms: 380, end_ms: 700, verdict: null },
        ],
      },
    ],
  });
  expect(told).toEqual([
    {
      recording: body.data[0].id,
      duration_ms: 1_500,
      words: [
        { text: 'A', start_ms: 300, end_ms: 380 },
        { text: 'tea', start_ms: 380, end_ms: 700 },
      ],
    },
  ]);
  const audio = await fetch(`http://127.0.0.1:${door.port}/v1/recordings/${body.data[0].id}/audio`);
  expect(audio.headers.get('content-type')).toBe('audio/wav');
  const wav = readWav(new Uint8Array(await audio.arrayBuffer()));
  expect(wav.sampleRate).toBe(16_000);
  expect(wav.samples).toEqual(sound(1_500));
});

test('[S60] nothing is kept without consent, of what was taken back, and of what was typed', async () => {
  const typed: ConversationEvent = { ...(heard('t4') as ConversationEvent & { kind: 'heard' }), origin: 'typed' };
  delete (typed as { audio?: Int16Array }).audio;
  expect(await talk([heard('t1'), ended('t1', 'skipped')])).toEqual([]);
  expect(await talk([heard('t2'), { kind: 'continued', turn: ref('t2'), by: ref('t3') }, ended('t2')])).toEqual([]);
  expect(await talk([typed, ended('t4')])).toEqual([]);
  await people.changeSettings(LOCAL_PERSON, { keep_recordings: false });
  expect(await talk([heard('t5'), ended('t5')])).toEqual([]);
  expect(await keys()).toEqual([]);
  expect((await door.ask('/v1/recordings')).body.data).toEqual([]);
});

test('[S60] where it cannot be kept the talk goes on, and nothing is left half', async () => {
  blobs.goAway();
  expect(await talk([heard('t1'), ended('t1')])).toEqual([]);
  blobs.comeBack();
  await people.changeSettings(LOCAL_PERSON, { keep_recordings: true });
  const gone = recordings({ ...{ clock, log: silentLog, database, blobs, newId }, consents: async () => true });
  const follower = gone.follow(at('person_gone'), () => expect.unreachable());
  follower.note(heard('t1'));
  follower.note(ended('t1'));
  await follower.settle();
  expect(await keys()).toEqual([]);
});

test('[S61] each person has their own, page by page, whole or in part', async () => {
  for (const id of ['t1', 't2', 't3']) await talk([heard(id), ended(id, 'interrupted')]);
  await talk([heard('t9'), ended('t9')], 'person_b');
  const first = (await door.ask('/v1/recordings?limit=2')).body;
  expect([first.data.length, first.has_more]).toEqual([2, true]);
  const rest = (await door.ask(`/v1/recordings?limit=2&after=${first.data[1].id}`)).body;
  expect([rest.data.length, rest.has_more]).toEqual([1, false]);
  expect(new Set([...first.data, ...rest.data].map(({ id }: { id: string }) => id)).size).toBe(3);
  expect((await door.ask('/v1/recordings?conversation=other')).body.data).toEqual([]);
  expect((await door.ask('/v1/recordings?scene=cafe-en')).body.data).toHaveLength(3);

  const { id } = first.data[0];
  const part = await fetch(`http://127.0.0.1:${door.port}/v1/recordings/${id}/audio`, {
    headers: { range: 'bytes=0-3' },
  });
  expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, 'RIFF', 'bytes 0-3/32044']);
  expect(part.headers.get('cache-control')).toBe('private, no-store');
  const b = { as: { personId: 'person_b' } };
  expect((await door.ask(`/v1/recordings/${id}/audio`, b)).status).toBe(404);
  expect((await door.ask(`/v1/recordings/${id}`, { method: 'DELETE', ...b })).status).toBe(404);
  expect((await door.ask(`/v1/recordings/${id}`, { method: 'DELETE' })).body).toEqual({ id, deleted: true });
  expect((await door.ask(`/v1/recordings/${id}/audio`)).status).toBe(404);
  expect((await door.ask(`/v1/recordings/${id}`, { method: 'DELETE' })).status).toBe(404);
  expect((await door.ask('/v1/recordings', { method: 'DELETE' })).body).toEqual({ deleted: 2 });
  expect(await keys()).toHaveLength(1);
  expect(await Array.fromAsync(feature.blobsOf('person_b', never))).toEqual(await keys());
});

test('[S61] a conversation that is forgotten takes its sound along', async () => {
  await talk([heard('t1'), ended('t1')]);
  await talk([heard('t2'), ended('t2')], 'person_b');
  await feature.forgetConversation(LOCAL_PERSON, 'conv_1');
  expect((await door.ask('/v1/recordings')).body.data).toEqual([]);
  expect(await keys()).toHaveLength(1);
});

test('[S62] the oldest go when there are too many, the old in any case, and files without a row too', async () => {
  const store = new RecordingStore(database);
  const limits = { bytesEach: 70_000, days: 90 };
  const kept = new Recordings({ ...{ clock, log: silentLog, blobs, store, newId }, limits });
  const about = { ...at(), exchange: null, heard: '', answer: '', words: [] };
  const keep = async (ms: number) => {
    await clock.advance(1_000);
    return kept.keep(sound(ms), about, never);
  };
  const oldest = await keep(1_000);
  const middle = await keep(1_000);
  const newest = await keep(1_000);
  const ids = async () => (await door.ask('/v1/recordings')).body.data.map(({ id }: { id: string }) => id);
  expect(await ids()).toEqual([newest.id, middle.id]);
  expect((await keys()).some((key) => key.includes(oldest.id))).toBe(false);

  await blobs.put('recordings/person_gone/rec_x.wav', new Uint8Array(4), never);
  await blobs.put('speech/other', new Uint8Array(4), never);
  await kept.sweep(never);
  expect(await keys()).toHaveLength(3);
  await clock.advance(3_600_000);
  await kept.sweep(never);
  expect(await keys()).toHaveLength(2);
  await clock.advance(91 * 86_400_000);
  await kept.sweep(never);
  expect([await ids(), await keys()]).toEqual([[], []]);
  expect(await Array.fromAsync(blobs.list('', never))).toHaveLength(1);
});

test('[S60] on the voice socket the client learns of it, and history has it', async () => {
  await using talks = await openDoor({
    database,
    follow: (about, show) => feature.follow(about, (turn, data) => show(turn, 'recording', data)),
    forgotten: (personId, id) => feature.forgetConversation(personId, id),
  });
  const client = await talks.dial('?scene=cafe-pl');
  client.configure({ tutor: {} });
  const { conversation_id } = await client.until('tutor.session');
  await client.until('response.created');
  const [scripted] = talks.scripted;
  if (!scripted) throw new Error('no conversation');
  scripted.endReply({ id: 't1', revision: 1 }, 'Hello.');
  const turn = scripted.newTurn();
  scripted.say({ kind: 'committed', turn, origin: 'spoken', audioMs: 1_000 });
  scripted.say({ ...heard(turn.id), turn } as ConversationEvent);
  scripted.startReply(turn, 'Sure.');
  scripted.endReply(turn, 'Sure.');
  const told = (await client.until('tutor.recording' as never)) as unknown as {
    item_id: string;
    data: { recording: string };
  };
  expect(told.item_id).toEqual(expect.any(String));
  await vi.waitFor(
    async () => {
      const { body } = await talks.ask(`/v1/conversations/${conversation_id}`);
      const [, second] = body.history as { effects: { name: string; data: { recording: string } }[] }[];
      expect(second?.effects).toMatchObject([{ name: 'recording', data: { recording: told.data.recording } }]);
    },
    { timeout: 20_000 },
  );
  expect((await door.ask('/v1/recordings')).body.data).toMatchObject([
    { id: told.data.recording, conversation: conversation_id },
  ]);
  await talks.ask(`/v1/conversations/${conversation_id}`, { method: 'DELETE' });
  expect(await keys()).toEqual([]);
});
