import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EditedLesson, EditedLessonFull } from '../../../../wire/api/lesson-editor.ts';
import type { LessonSummary } from '../../../../wire/api/lessons.ts';
import { openFakeDatabase } from '../../../ports/database/fake.ts';
import type { Database } from '../../../ports/database/port.ts';
import { type LessonDoor, openLessonDoor } from '../testing/lesson-door.ts';

let database: Database;
let door: LessonDoor;
const tess = { personId: 'tess', role: 'teacher' as const };
const tom = { personId: 'tom', role: 'teacher' as const };
const ada = { personId: 'ada', role: 'learner' as const };

beforeAll(async () => {
  database = await openFakeDatabase();
  door = await openLessonDoor(database);
  for (const id of ['tess', 'tom']) await door.addPerson(id, 'teacher');
  await door.addPerson('ada');
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const content = (title = 'Na poczcie'): Record<string, unknown> => ({
  id: 'poczta',
  title,
  level: 'A1',
  language: 'pl',
  from: 'en',
  dialogues: [
    {
      id: 'd1',
      tutor: 'Słucham?',
      translation: 'Yes?',
      expected: [{ text: 'Poproszę znaczek.', translation: 'A stamp, please.' }],
    },
  ],
});
const create = async (body: object, as = tess): Promise<EditedLessonFull> => {
  const answer = await door.ask('/v1/editor/lessons', { body, as });
  expect(answer.status).toBe(201);
  return answer.body;
};
const save = (one: EditedLessonFull, changed: Record<string, unknown>, as = tess) =>
  door.ask(`/v1/editor/lessons/${one.id}`, { method: 'PUT', body: { version: one.version, content: changed }, as });
const publish = (one: { id: string; version: number }, as = tess) =>
  door.ask(`/v1/editor/lessons/${one.id}/publish`, { body: { version: one.version, note: 'x' }, as });
const library = async (of: LessonDoor = door): Promise<string[]> =>
  (await of.ask('/v1/lessons?source=own&limit=100', { as: ada })).body.data.map(({ id }: LessonSummary) => id);

test('[E30] who saves over another is told so, with both', async () => {
  const draft = await create({ content: content() });
  expect(draft).toMatchObject({ id: 'poczta', state: 'draft', version: 1, errors: 0, published: null });
  expect(draft.author).toMatchObject({ id: 'tess' });
  const { body: saved } = await save(draft, content('Poczta'));
  expect(saved).toMatchObject({ version: 2, title: 'Poczta' });
  const late = await save(draft, content('Znaczki'), tom);
  expect(late.status).toBe(409);
  expect(late.body).toMatchObject({
    error: { code: 'conflict' },
    current: { version: 2, title: 'Poczta' },
    yours: { title: 'Znaczki' },
  });
});

test('[E30] of two who save at once one is told', async () => {
  const draft = await create({ content: content() });
  const both = await Promise.all([save(draft, content('A')), save(draft, content('B'), tom)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('[E31] a draft may be wrong and says where; it is not published', async () => {
  const draft = await create({ title: 'Na dworcu', language: 'pl' });
  expect(draft).toMatchObject({ id: 'na-dworcu-pl', errors: 0 });
  const wrong = { ...content(), dialogues: [{ id: 'd1', tutor: 'Tak?', expected: ['Tak.'], next: 'd7' }] };
  const { status, body: saved } = await save(draft, wrong);
  expect(status).toBe(200);
  expect(saved).toMatchObject({ errors: 1, preview_scene: '' });
  const [problem] = saved.problems;
  expect(problem).toMatchObject({ path: '/dialogues/0/next', severity: 'error', message: 'there is no dialogue d7' });
  const exported = await door.ask(`/v1/editor/lessons/${draft.id}/file`, { as: tess });
  expect(JSON.stringify(exported.body, null, 2).split('\n')[problem.line - 1]).toContain('"next": "d7"');
  const { status: refused, body } = await publish(saved);
  expect([refused, body.error.param]).toEqual([400, '/dialogues/0/next']);
  const { body: checked } = await door.ask(`/v1/editor/lessons/${draft.id}/validate`, {
    body: { content: content() },
    as: tess,
  });
  expect(checked).toMatchObject({ valid: true, problems: [] });
});

test('[E32] what is published is in library and scenes at once, and on another replica', async () => {
  await using replica = await openLessonDoor(database);
  const draft = await create({ content: content('Replika') });
  expect(await library()).not.toContain(draft.id);
  const { status, body: published } = await publish(draft);
  expect([status, published.state, published.published]).toEqual([200, 'published', 1]);
  expect(await library()).toContain(draft.id);
  expect(door.course.scenes.list().map(({ id }) => id)).toContain(draft.id);
  expect(door.course.scenes.open(draft.id, {})?.language).toBe('pl');
  expect(door.course.wordsOf(draft.id)).toContain('znaczek');
  expect(door.course.taught(draft.id)?.phrases).toEqual([
    { text: 'Poproszę znaczek.', translation: 'A stamp, please.' },
  ]);
  await expect.poll(() => library(replica)).toContain(draft.id);

  const { body: changed } = await save(published, content('Inaczej'));
  expect(changed.state).toBe('changed');
  expect((await door.ask(`/v1/lessons/${draft.id}`, { as: ada })).body.title).toBe('Replika');
  const archived = await door.ask(`/v1/editor/lessons/${draft.id}/archive`, { body: { archived: true }, as: tess });
  expect(archived.body.state).toBe('archived');
  expect(await library()).not.toContain(draft.id);
  expect(door.course.scenes.open(draft.id, {})).toBeUndefined();
  await expect.poll(() => library(replica)).not.toContain(draft.id);
});

test('[E33] every version is kept and can be the draft again', async () => {
  const draft = await create({ content: content('Pierwsza') });
  const { body: first } = await publish(draft);
  const { body: second } = await save(first, content('Druga'));
  await publish(second);
  const { body: versions } = await door.ask(`/v1/editor/lessons/${draft.id}/versions`, { as: tess });
  expect(versions.data.map(({ number, title }: { number: number; title: string }) => [number, title])).toEqual([
    [2, 'Druga'],
    [1, 'Pierwsza'],
  ]);
  const { body: restored } = await door.ask(`/v1/editor/lessons/${draft.id}/restore/1`, { method: 'POST', as: tess });
  expect(restored).toMatchObject({ title: 'Pierwsza', state: 'changed', published: 2, version: 3 });
  expect((await door.ask(`/v1/lessons/${draft.id}`, { as: ada })).body.title).toBe('Druga');
  const none = await door.ask(`/v1/editor/lessons/${draft.id}/restore/9`, { method: 'POST', as: tess });
  expect(none.status).toBe(404);
});

test('[E33] what learners have already is not published again', async () => {
  const draft = await create({ content: content() });
  const { body: once } = await publish(draft);
  expect((await publish(once)).body.published).toBe(1);
});

const upload = async (bytes: Uint8Array<ArrayBuffer> | string, type: string) => {
  const answer = await fetch(`http://127.0.0.1:${door.port}/v1/editor/import`, {
    method: 'POST',
    headers: { 'content-type': type, authorization: 'Bearer tess/teacher' },
    body: bytes,
  });
  const body = (await answer.json()) as Record<'imported' | 'refused', { file: string; problems: object[] }[]>;
  return { status: answer.status, body };
};

test('[E34] files go in, one or many; what is no lesson is refused and the rest is taken', async () => {
  const old = {
    id: 'A1_L77',
    title: 'Stara',
    level: 'A1',
    dialogues: [{ id: 'A1_L77_d1', tutor: 'Tak?', expected: ['Tak.'], audio: null }],
    tasks: [
      {
        id: 't1',
        type: 'fill_blank',
        instruction_pl: 'X',
        instruction_en: 'X',
        blanks: [{ sentence_pl: 'To ___.', answer_pl: 'ja' }],
      },
    ],
  };
  const one = await upload(JSON.stringify(old), 'application/json');
  expect(one.body.imported).toMatchObject([{ id: 'A1_L77', language: 'pl', from: 'en', errors: 0 }]);
  const zip = zipSync({
    'a/good.json': strToU8(JSON.stringify(content('Dobra'))),
    'bad.json': strToU8('{\n"id": }'),
    'none.json': strToU8('{"id":"x"}'),
    'read.me': strToU8('hello'),
  });
  const many = await upload(Uint8Array.from(zip), 'application/zip');
  expect(many.body.imported).toMatchObject([{ title: 'Dobra' }]);
  expect(many.body.refused.map(({ file }) => file)).toEqual(['bad.json', 'none.json']);
  expect(many.body.refused[0]?.problems[0]).toMatchObject({ line: 2, severity: 'error' });
  expect((await upload('PK but no zip', 'application/zip')).status).toBe(400);
  expect((await upload('', 'application/zip')).status).toBe(400);
});

test('[E34] what is nested without end is refused, in a file and in a draft', async () => {
  const deep = `{"id":"x","tags":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
  expect((await upload(deep, 'application/json')).body.refused).toHaveLength(1);
  const answer = await fetch(`http://127.0.0.1:${door.port}/v1/editor/lessons`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer tess/teacher' },
    body: `{"content":${deep}}`,
  });
  expect(answer.status).toBe(400);
});

test('[E34] what goes out comes in again as it was', async () => {
  const draft = await create({ content: content('Tam i z powrotem') });
  const answer = await fetch(`http://127.0.0.1:${door.port}/v1/editor/export?ids=${draft.id}`, {
    headers: { authorization: 'Bearer tess/teacher' },
  });
  expect(answer.headers.get('content-type')).toBe('application/zip');
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  expect(Object.keys(files)).toEqual([`${draft.id}.json`]);
  expect(JSON.parse(strFromU8(files[`${draft.id}.json`] ?? new Uint8Array()))).toEqual(draft.content);
});

test('[E35] a shipped lesson is copied under an id of its own', async () => {
  const copy = await create({ copy_of: 'numbers-pl', title: 'Moje liczby' });
  expect(copy).toMatchObject({ id: 'numbers-pl-copy', title: 'Moje liczby', errors: 0 });
  expect(copy.content.id).toBe('numbers-pl-copy');
  expect((copy.content.tasks as unknown[]).length).toBeGreaterThan(5);
  expect((await create({ copy_of: 'numbers-pl' })).id).toBe('numbers-pl-copy-2');
  expect((await create({ id: 'cafe-pl' })).id).toBe('cafe-pl-2');
  expect((await create({ id: 'suggested' })).id).toBe('suggested-2');
  expect((await door.ask('/v1/editor/lessons', { body: { copy_of: 'none' }, as: tess })).status).toBe(404);
});

test('[E36] a draft is tried out by who writes it, and by nobody else', async () => {
  const draft = await create({ content: content('Próba') });
  expect(draft.preview_scene).toBe(`draft:${draft.id}`);
  const open = async (person: string) => {
    const scenes = await door.course.scenes.forPerson?.(person);
    return [scenes?.unlisted?.(draft.preview_scene)?.title, scenes?.open(draft.preview_scene, {})?.id];
  };
  expect(await open('tess')).toEqual(['Próba', draft.preview_scene]);
  expect(await open('tom')).toEqual([undefined, undefined]);
  const mine = await door.course.scenes.forPerson?.('tess');
  expect(mine?.list().map(({ id }) => id)).not.toContain(draft.preview_scene);
  expect((await door.ask(`/v1/editor/lessons/${draft.id}`, { as: tom })).body.preview_scene).toBe('');
});

test.each(['GET /v1/editor/lessons', 'POST /v1/editor/lessons', 'GET /v1/editor/export', 'POST /v1/editor/import'])(
  '[E36] %s is nothing for learners',
  async (line) => {
    const [method = '', path = ''] = line.split(' ');
    const { status } = await door.ask(path, { method, ...(method === 'POST' ? { body: {} } : {}), as: ada });
    expect(status).toBe(403);
  },
);

test('[E37] drafts go with their author, and what was published stays without a name', async () => {
  await door.addPerson('gone', 'teacher');
  const gone = { personId: 'gone', role: 'teacher' as const };
  const draft = await create({ content: content('Tajne') }, gone as typeof tess);
  const open = await create({ content: content('Jawne') }, gone as typeof tess);
  await publish(open, gone as typeof tess);
  await database.transaction(async (tx) => {
    await tx.$extendTables<{ people: { id: string } }>().deleteFrom('people').where('id', '=', 'gone').execute();
  });
  expect((await door.ask(`/v1/editor/lessons/${draft.id}`, { as: tess })).status).toBe(404);
  const { body: left } = await door.ask(`/v1/editor/lessons/${open.id}`, { as: tess });
  expect(left).toMatchObject({ title: 'Jawne', author: null, published: 1, state: 'published' });
  const { body: list } = await door.ask('/v1/editor/lessons?limit=100', { as: tess });
  expect(list.data.map(({ id }: EditedLesson) => id)).not.toContain(draft.id);
  // The next who saves it has it as a draft again.
  expect((await save(left, content('Dalej'))).body).toMatchObject({ version: 1, state: 'changed' });
});

test('[E50] what a teacher gives shows until it is finished, and to nobody else', async () => {
  const due = new Date(door.clock.wall() + 86_400_000).toISOString();
  const give = (person: string, lesson = 'health-pl') =>
    door.ask('/v1/assignments', { body: { person, lesson, due_at: due, note: 'Do piątku' }, as: tess });
  const { status, body: given } = await give('ada');
  expect(status).toBe(201);
  expect(given).toMatchObject({
    status: 'assigned',
    due_at: due,
    lesson: { id: 'health-pl' },
    assigned_by: { id: 'tess' },
  });
  expect((await give('nobody')).status).toBe(404);
  expect((await give('ada', 'none')).status).toBe(404);
  const suggested = async () => (await door.ask('/v1/lessons/suggested?language=pl', { as: ada })).body;
  expect((await suggested()).next).toMatchObject({ why: 'assigned', lesson: { assignment: { note: 'Do piątku' } } });
  const list = async (path: string, as: { personId: string; role: 'learner' | 'teacher' }) => {
    const answer = await door.ask(`/v1/assignments${path}`, { as });
    return answer.status === 200 ? answer.body.data.map(({ status: one }: { status: string }) => one) : answer.status;
  };
  expect(await list('', ada)).toEqual(['assigned']);
  expect(await list('?person=tess', ada)).toBe(403);
  expect(await list('?given=true', tess)).toEqual(['assigned']);
  expect(await list('?person=ada', tom)).toEqual(['assigned']);
  expect(await list('', tom)).toEqual([]);

  const before = { status: 'finished' as const, lastAt: new Date(door.clock.wall() - 1_000) };
  door.standings.set('ada', new Map([['health-pl', before]]));
  expect(await list('', ada)).toEqual(['assigned']);
  await door.clock.advance(2 * 86_400_000);
  expect(await list('', ada)).toEqual(['late']);
  door.standings.set(
    'ada',
    new Map([['health-pl', { status: 'finished' as const, lastAt: new Date(door.clock.wall()) }]]),
  );
  expect(await list('', ada)).toEqual(['finished']);
  expect((await suggested()).assigned).toEqual([]);
  expect((await door.ask(`/v1/assignments/${given.id}`, { method: 'DELETE', as: tom })).body.deleted).toBe(true);
  expect(await list('', ada)).toEqual([]);
});
