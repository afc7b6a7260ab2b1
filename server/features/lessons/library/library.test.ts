import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LessonDetail, LessonLine, LessonSummary } from '../../../../wire/api/lessons.ts';
import { openFakeDatabase } from '../../../ports/database/fake.ts';
import type { Database } from '../../../ports/database/port.ts';
import { type LessonDoor, openLessonDoor, shippedContent } from '../testing/lesson-door.ts';
import { rangeOf } from './send-sound.ts';

let database: Database;
let door: LessonDoor;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parlando-library-'));
  mkdirSync(join(folder, 'lessons'));
  for (const name of ['cafe-pl', 'cafe-en', 'greetings-pl', 'numbers-pl', 'health-pl'])
    cpSync(join(shippedContent, `lessons/${name}.json`), join(folder, `lessons/${name}.json`));
  cpSync(join(shippedContent, 'commands.json'), join(folder, 'commands.json'));
  writeFileSync(
    join(folder, 'course.json'),
    JSON.stringify({ path: ['greetings-pl', 'cafe-pl', 'numbers-pl', 'health-pl'] }),
  );
  // A native recording of the café's first line, and one that leads out of its folder.
  const cafe = JSON.parse(readFileSync(join(folder, 'lessons/cafe-pl.json'), 'utf8'));
  cafe.dialogues[0].audio = 'first.wav';
  cafe.dialogues[1].audio = '../../commands.json';
  writeFileSync(join(folder, 'lessons/cafe-pl.json'), JSON.stringify(cafe));
  mkdirSync(join(folder, 'audio/cafe-pl'), { recursive: true });
  writeFileSync(join(folder, 'audio/cafe-pl/first.wav'), 'recorded by a person');
  database = await openFakeDatabase();
  door = await openLessonDoor(database, { contentFolder: folder });
  for (const id of ['ada', 'ben']) await door.addPerson(id);
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const ids = async (query: string, personId = 'ada'): Promise<string[]> => {
  const { status, body } = await door.ask(`/v1/lessons?${query}`, { as: { personId } });
  expect(status).toBe(200);
  return body.data.map(({ id }: LessonSummary) => id);
};

test.each([
  ['q=bakery', '', []],
  ['level=A0', '', ['greetings-pl']],
  ['level=A0,A2', 'sort=level', ['greetings-pl', 'health-pl']],
  ['language=en', '', ['cafe-en']],
  ['from=pl', '', ['cafe-en']],
  ['tag=café', 'language=pl', ['cafe-pl']],
  ['module=Everyday life', '', ['health-pl']],
  ['source=own', '', []],
  ['status=finished', '', []],
])('[E10] %s %s', async (query, more, expected) => {
  const found = await ids([query, more].filter(Boolean).join('&'));
  expect(found).toEqual(expected);
});

test('[E10] with and without marks, and what is in the title before what is said somewhere', async () => {
  expect((await ids('q=kawiarni&language=pl'))[0]).toBe('cafe-pl');
  expect(await ids('q=z%C5%82otych')).toContain('numbers-pl');
  expect(await ids('q=zlotych')).toEqual(await ids('q=Z%C5%81OTYCH'));
  // Beginnings of words: "otych" begins none.
  expect(await ids('q=otych')).toEqual([]);
});

test('[E10] pages, with how many there are and what there is to filter by', async () => {
  const { body: first } = await door.ask('/v1/lessons?limit=2&language=pl&sort=title', { as: { personId: 'ada' } });
  expect(first).toMatchObject({ object: 'list', has_more: true, total: 4, levels: ['A0', 'A1', 'A2'] });
  expect(first.modules).toContain('First steps');
  expect(first.tags.length).toBeGreaterThan(3);
  const after = first.data.at(-1).id;
  const { body: second } = await door.ask(`/v1/lessons?limit=2&language=pl&sort=title&after=${after}`);
  expect(second.has_more).toBe(false);
  expect(new Set([...first.data, ...second.data].map(({ id }: LessonSummary) => id)).size).toBe(4);
});

const suggested = async (personId: string) =>
  (await door.ask('/v1/lessons/suggested?language=pl', { as: { personId } })).body;

test('[E11] first, continue, next, refresh', async () => {
  expect((await suggested('ada')).next).toMatchObject({ why: 'first', lesson: { id: 'greetings-pl', status: 'new' } });
  const standing = (status: 'started' | 'finished', hour: number) => ({ status, lastAt: new Date(hour * 3_600_000) });
  const mine = new Map([['greetings-pl', standing('finished', 1)]]);
  door.standings.set('ada', mine);
  expect((await suggested('ada')).next).toMatchObject({ why: 'next', lesson: { id: 'cafe-pl' } });
  mine.set('health-pl', standing('started', 2)).set('numbers-pl', standing('started', 3));
  expect((await suggested('ada')).next).toMatchObject({
    why: 'continue',
    lesson: { id: 'numbers-pl', status: 'started' },
  });
  for (const id of ['cafe-pl', 'health-pl', 'numbers-pl']) mine.set(id, standing('finished', 4));
  door.due.set('ada', new Map([['health-pl', 7]]));
  expect((await suggested('ada')).next).toMatchObject({ why: 'refresh', lesson: { id: 'health-pl', due: 7 } });
});

test("[E11] what lies below the learner's level comes after what does not", async () => {
  const done = { status: 'finished' as const, lastAt: new Date(0) };
  door.standings.set(
    'ben',
    new Map([
      ['cafe-pl', done],
      ['numbers-pl', done],
    ]),
  );
  expect(await ids('language=pl', 'ben')).toEqual(['health-pl', 'greetings-pl', 'cafe-pl', 'numbers-pl']);
});

test('[E11] who was placed at a level begins there', async () => {
  await door.addPerson('cleo');
  door.placed.set('cleo', new Map([['pl', 'A2']]));
  expect((await suggested('cleo')).next).toMatchObject({ why: 'first', lesson: { id: 'health-pl' } });
  expect(await ids('language=pl', 'cleo')).toEqual(['health-pl', 'greetings-pl', 'cafe-pl', 'numbers-pl']);
});

test('[E12] recent lessons are one’s own, the latest first', async () => {
  const at = (hour: number) => ({ status: 'started' as const, lastAt: new Date(hour * 3_600_000) });
  door.standings.set(
    'ada',
    new Map([
      ['cafe-pl', at(1)],
      ['numbers-pl', at(2)],
    ]),
  );
  door.standings.set('ben', new Map([['health-pl', at(3)]]));
  expect(await ids('sort=recent')).toEqual(['numbers-pl', 'cafe-pl']);
  const { recent } = await suggested('ben');
  expect(recent.map(({ id }: LessonSummary) => id)).toEqual(['health-pl']);
});

const detail = async (id: string): Promise<LessonDetail> => (await door.ask(`/v1/lessons/${id}`)).body;

test('[E13] one answer has all of a lesson, and a version of its own', async () => {
  const lesson = await detail('numbers-pl');
  expect(lesson.dialogues.length).toBeGreaterThanOrEqual(6);
  for (const { answers, onward } of lesson.dialogues) {
    expect(answers.length).toBeGreaterThan(0);
    expect(onward === null || lesson.dialogues.some(({ id }) => id === onward)).toBe(true);
  }
  expect(lesson.tasks.length).toBeGreaterThanOrEqual(6);
  expect(lesson.quizzes.length).toBe(2);
  expect(lesson.vocabulary[0]).toMatchObject({ text: expect.any(String), translation: expect.any(String) });
  expect(lesson.version).toMatch(/^[0-9a-f]{16}$/);
  expect(lesson.version).not.toBe((await detail('health-pl')).version);
  expect((await door.ask('/v1/lessons/nothing')).status).toBe(404);
});

test('[E3] the schema is answered to anybody', async () => {
  const { status, body } = await door.ask('/v1/lessons/schema');
  expect(status).toBe(200);
  expect(body.properties.dialogues).toBeDefined();
});

const linesOf = async (id: string): Promise<LessonLine[]> => (await door.ask(`/v1/lessons/${id}/audio`)).body.lines;
const sound = (url: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${door.port}${url}`, { headers });

test('[E14] every line has its sound, slow and natural', async () => {
  const lines = await linesOf('numbers-pl');
  const { dialogues, tasks, vocabulary } = await detail('numbers-pl');
  const told = new Set(lines.map(({ of }) => of));
  for (const { id, answers } of dialogues) {
    expect(told).toContain(`dialogue:${id}`);
    for (const { key } of answers) expect(told).toContain(`answer:${id}:${key}`);
  }
  vocabulary.forEach((_, index) => void expect(told).toContain(`word:${index}`));
  for (const { id, type, items } of tasks) {
    if (type !== 'multiple_choice') for (const item of items) expect(told).toContain(`task:${id}:${item.id}`);
  }
  const [line] = lines;
  if (!line) throw new Error('no line');
  const natural = await sound(line.url);
  expect(natural.headers.get('content-type')).toBe('audio/mpeg');
  expect(natural.headers.get('cache-control')).toContain('immutable');
  const slow = await sound(line.slow_url);
  const [one, other] = [await natural.arrayBuffer(), await slow.arrayBuffer()];
  expect(other.byteLength).toBeGreaterThan(one.byteLength);
  expect((await sound('/v1/lessons/numbers-pl/audio/0123')).status).toBe(404);
});

test('[E14] ranges, and nothing where the client has it', async () => {
  const [line] = await linesOf('cafe-pl');
  if (!line) throw new Error('no line');
  expect(line).toMatchObject({ of: expect.stringMatching(/^dialogue:/), native: true });
  const whole = await sound(line.url);
  expect([whole.headers.get('content-type'), await whole.text()]).toEqual(['audio/wav', 'recorded by a person']);
  const part = await sound(line.url, { range: 'bytes=9-10' });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 9-10/20', 'by']);
  expect((await sound(line.url, { range: 'bytes=20-' })).status).toBe(416);
  const again = await sound(line.url, { 'if-none-match': whole.headers.get('etag') ?? '' });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('[E14] a name that leads out of the folder is no recording', async () => {
  const line = (await linesOf('cafe-pl')).filter(({ of }) => of.startsWith('dialogue:'))[1];
  expect(line?.native).toBe(false);
  expect((await sound(line?.url ?? '')).headers.get('content-type')).toBe('audio/mpeg');
});

test.each<[string | undefined, ReturnType<typeof rangeOf>]>([
  [undefined, undefined],
  ['bytes=0-', { from: 0, to: 9 }],
  ['bytes=3-5', { from: 3, to: 5 }],
  ['bytes=3-99', { from: 3, to: 9 }],
  ['bytes=-4', { from: 6, to: 9 }],
  ['bytes=-99', { from: 0, to: 9 }],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=5-3', undefined],
  ['bytes=-', undefined],
  ['bytes=0-1,3-4', undefined],
  ['items=0-1', undefined],
])('[E14] of ten bytes, %s', (header, expected) => {
  expect(rangeOf(header, 10)).toEqual(expected);
});
