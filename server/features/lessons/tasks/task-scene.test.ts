import { expect, test } from 'vitest';
import type { Task } from '../../../../wire/tasks.ts';
import { VirtualClock } from '../../../kit/virtual-clock.ts';
import { fakeLearner } from '../fake.ts';
import { lessons } from '../index.ts';
import { loadContent } from '../load-content.ts';
import { shippedContent } from '../testing/lesson-door.ts';
import { eventsOf } from './task-events.ts';
import { taskSceneId } from './task-scene.ts';

const clock = new VirtualClock();
const feature = lessons({ contentFolder: shippedContent, clock });
const lesson = loadContent(shippedContent).lessons.find(({ id }) => id === 'numbers-pl');
const taskOf = <T extends Task['type']>(type: T): Extract<Task, { type: T }> => {
  const found = lesson?.tasks.find((task) => task.type === type);
  if (!found) throw new Error(`no ${type}`);
  return found as Extract<Task, { type: T }>;
};
const repeat = taskOf('listen_repeat');
const id = taskSceneId('numbers-pl', repeat.id);
const open = (scene = id, state?: unknown) => {
  const opened = feature.scenes.open(scene, state === undefined ? {} : { state });
  if (!opened) throw new Error(`${scene} does not open`);
  return { scene: opened, learner: fakeLearner(opened) };
};

test('[E23] it is opened by its id and offered in no list', () => {
  expect(feature.scenes.list().map((scene) => scene.id)).not.toContain(id);
  expect(feature.scenes.unlisted?.(id)).toMatchObject({ id, language: 'pl', description: repeat.instruction });
  const blanks = taskSceneId('numbers-pl', taskOf('fill_blank').id);
  expect([feature.scenes.unlisted?.(blanks), feature.scenes.open(blanks, {})]).toEqual([undefined, undefined]);
  expect(feature.scenes.open('task:numbers-pl:none', {})).toBeUndefined();
  expect(feature.wordsOf(id)).toEqual(feature.wordsOf('numbers-pl'));
});

test('[E23] each thing is said and answered by sound; the task is done at the end', async () => {
  const { learner } = open();
  const first = await learner.open();
  expect(first.effect('prompt')).toMatchObject({ text: repeat.items[0]?.text, n: 1, total: repeat.items.length });
  expect(first.text).toBe(repeat.items[0]?.text);
  let last = first;
  for (const { text } of repeat.items) {
    last = await learner.says(text);
    expect(last.effect('feedback')).toMatchObject({ verdict: 'right', how: 'spoken', answer: text });
  }
  expect(last.effect('task-done')).toMatchObject({
    lesson: 'numbers-pl',
    task: repeat.id,
    right: repeat.items.length,
    total: repeat.items.length,
  });
  expect((await learner.babbles()).names).toEqual([]);
});

test('[E23] three tries, each slower, and then on', async () => {
  const { learner } = open();
  await learner.open();
  const first = await learner.babbles();
  expect(first.effect('feedback')).toMatchObject({ verdict: 'not-understood', attempt: 1 });
  expect(first.spoken.at(-1)).toMatchObject({ text: repeat.items[0]?.text, speed: 0.75 });
  await learner.babbles();
  const third = await learner.babbles();
  expect(third.effect('feedback')).toMatchObject({ attempt: 3, recommendation: 'slow_down' });
  expect(third.effect('prompt')).toMatchObject({ n: 2 });
  expect(third.effect('progress')).toMatchObject({ done: 1, first_try: 0 });
});

test('[E23] an unclear word is close and is named; most words unclear are not', async () => {
  const text = repeat.items.find((item) => item.text.includes(' '))?.text ?? '';
  const scenes = open();
  await scenes.learner.open();
  for (const { text: before } of repeat.items) {
    if (before === text) break;
    await scenes.learner.says(before);
  }
  const words = text
    .split(' ')
    .map((word, at) => ({ text: word, startMs: at, endMs: at + 1, verdict: 'good' as const }));
  const missed = words.map((word) => ({ ...word, verdict: 'missed' as const }));
  expect((await scenes.learner.says(text, missed)).effect('feedback')?.verdict).toBe('not-understood');
  const one = [...words.slice(0, -1), ...missed.slice(-1)];
  expect((await scenes.learner.says(text, one)).effect('feedback')).toMatchObject({
    verdict: 'close',
    focus_word: text.split(' ').at(-1),
  });
});

test('[E23] typing is as good as saying; commands help, pass over and stop', async () => {
  const { learner } = open();
  await learner.open();
  expect((await learner.presses('slower')).spoken.at(-1)?.speed).toBe(0.75);
  expect((await learner.presses('translate')).effect('translation')?.translation).toBe(repeat.items[0]?.translation);
  const typed = await learner.types(repeat.items[0]?.text ?? '');
  expect(typed.effect('feedback')).toMatchObject({ verdict: 'right', how: 'typed' });
  expect((await learner.presses('skip')).effect('prompt')).toMatchObject({ n: 3 });
  const stopped = await learner.presses('stop');
  expect(stopped.effect('task-done')).toMatchObject({ right: 1, total: repeat.items.length });
  expect(stopped.effect('task-done')?.items).toMatchObject([{ right: true, how: 'typed' }, { right: false }]);
});

test('[E23] it goes on after a restart', async () => {
  const { scene, learner } = open();
  await learner.open();
  await learner.says(repeat.items[0]?.text ?? '');
  const saved = JSON.parse(JSON.stringify(scene.snapshot()));
  expect((await open(id, saved).learner.open()).effect('prompt')).toMatchObject({ n: 2 });
  expect((await open(id, { version: 9 }).learner.open()).effect('prompt')).toMatchObject({ n: 1 });
});

test('[E23] minimal pairs: both words are said, each told from the other', async () => {
  const made = loadContent(shippedContent).lessons.flatMap((one) =>
    one.tasks.flatMap((candidate) => (candidate.type === 'minimal_pairs' ? [{ lesson: one.id, task: candidate }] : [])),
  );
  const [found] = made;
  if (!found) throw new Error('no minimal pairs are shipped');
  const { scene, learner } = open(taskSceneId(found.lesson, found.task.id));
  await learner.open();
  const [item] = found.task.items;
  expect(scene.listen().phrases.map(({ text }) => text)).toEqual(item?.pair);
  expect((await learner.says(item?.pair[1] ?? '')).effect('feedback')).toMatchObject({ verdict: 'wrong' });
  expect((await learner.says(item?.pair[0] ?? '')).effect('prompt')).toMatchObject({ text: item?.pair[1] });
});

test('[E23] it is noted when it is done, and once', () => {
  const data = { lesson: 'numbers-pl', task: 't1', type: 'listen_repeat', right: 1, total: 2, ms: 5, items: [] };
  const turn = {
    ...{ id: 'turn_1', origin: 'spoken', said: '', replied: '', outcome: 'spoken', corrections: [], record: null },
    effects: [
      { name: 'task-done', data },
      { name: 'feedback', data: {} },
    ],
    createdAt: new Date(7),
  };
  const ended = (sceneId: string) =>
    eventsOf({ conversation: { id: 'c', sceneId, language: 'pl', createdAt: new Date(0) }, turns: [turn] });
  expect(ended('task:numbers-pl:t1')).toEqual([{ id: 'turn_1/task', at: new Date(7), kind: 'task', data }]);
  expect(ended('draft:numbers-pl')).toEqual([]);
});
