import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { alikePhrases } from '../alike.ts';
import { describeProblem } from '../json-file.ts';
import { lessonJsonSchemaText, schemaPath } from '../lesson-json-schema.ts';
import { readLesson } from '../read-lesson.ts';

const dialogues = [{ id: 'd1', tutor: 'Dzień dobry.', expected: ['Dzień dobry.'] }];
const fileWith = (more: object): string =>
  JSON.stringify({ id: 'x', title: 'X', level: 'A1', dialogues, ...more }, null, 1);
const problemsOf = (more: object): string[] => readLesson('x.json', fileWith(more)).problems.map(describeProblem);
const instruction = { instruction_pl: 'Zrób.', instruction_en: 'Do it.' };
const task = (type: string, more: object) => ({ tasks: [{ id: 't1', type, ...instruction, ...more }] });
const quiz = (question: object, after = 'd1') => ({
  quizzes: [{ id: 'q1', after, questions: [{ id: 'a', why: 'Because.', ...question }] }],
});

test.each<[string, object, RegExp]>([
  [
    'a gap that is not there',
    task('fill_blank', { blanks: [{ sentence: 'Poproszę.', answer: 'kawę' }] }),
    /x\.json:\d+: ___ must be there exactly once, not 0/,
  ],
  ['two gaps', task('fill_blank', { blanks: [{ sentence: '___ i ___', answer: 'kawa' }] }), /exactly once, not 2/],
  [
    'an answer that is no choice',
    task('multiple_choice', { items: [{ question: 'Q', choices: ['a', 'b'], answer: 2 }] }),
    /2 is none of the 2 choices/,
  ],
  [
    'a choice that is there twice',
    task('multiple_choice', { items: [{ question: 'Q', choices: ['a', 'A'], answer: 0 }] }),
    /"a" is there twice/,
  ],
  [
    'pairs that could be put either way',
    task('match_pairs', {
      pairs: [
        ['dom', 'house'],
        ['budynek', 'House'],
      ],
    }),
    /"House" is in two pairs/,
  ],
  [
    'a pair of one word',
    task('minimal_pairs', { items: [{ pair: ['kot', 'Kot'], translations: ['cat', 'cat'] }] }),
    /is no pair/,
  ],
  ['an order of equals', task('sequence', { items: ['tak', 'tak'] }), /there is no order/],
  ['an unknown type', task('essay', { items: [] }), /\/tasks\/0\/type/],
  [
    'a task twice',
    { tasks: ['t', 't'].map((id) => ({ id, type: 'dictation', ...instruction, items: ['Tak.'] })) },
    /t is the id of two tasks/,
  ],
  ['a quiz after nothing', quiz({ kind: 'type', question: 'Q', answer: 'Tak.' }, 'd9'), /there is no dialogue d9/],
  [
    'a quiz whose answer is no choice',
    quiz({ kind: 'choice', question: 'Q', choices: ['a', 'b'], answer: 5 }),
    /5 is none of the 2 choices/,
  ],
  ['a quiz whose answer has no words', quiz({ kind: 'type', question: 'Q', answer: '?!' }), /"\?!" has no words/],
])('[E1] %s is an error', (_, more, expected) => {
  const problems = problemsOf(more);
  expect(problems.filter((line) => !line.includes('warning'))).toEqual([expect.stringMatching(expected)]);
});

test('[E1] a problem names its line and its path', () => {
  const text = fileWith(task('fill_blank', { blanks: [{ sentence: 'Tak.', answer: 'tak' }] }));
  const [problem] = readLesson('x.json', text).problems;
  expect(problem).toMatchObject({ path: '/tasks/0/blanks/0', severity: 'error' });
  // A blank is an object: its line is the one it begins in.
  expect(
    text
      .split('\n')
      .slice((problem?.line ?? 0) - 1, (problem?.line ?? 0) + 1)
      .join(''),
  ).toContain('"sentence"');
});

test('[E1] two quizzes in one place are an error', () => {
  const questions = [{ id: 'a', kind: 'type', question: 'Q', answer: 'Tak.', why: 'Because.' }];
  const found = problemsOf({ quizzes: ['q1', 'q2'].map((id) => ({ id, after: 'd1', questions })) });
  expect(found).toEqual([expect.stringContaining('there is another quiz after d1')]);
});

test('[E2] old tasks are read as they are', () => {
  const old = {
    tasks: [
      { id: 't1', type: 'listen_repeat', ...instruction, items: ['Dzień dobry.', 'Do widzenia.'] },
      {
        id: 't2',
        type: 'fill_blank',
        ...instruction,
        blanks: [
          { sentence_pl: 'Poproszę ____.', answer_pl: 'kawę' },
          { sentence_en: 'I am home.', answer_en: 'home' },
        ],
      },
      {
        id: 't3',
        type: 'match_pairs',
        ...instruction,
        pairs: [
          { pl: 'dom', en: 'house' },
          { pl: 'kot', en: 'cat' },
        ],
      },
      { id: 't4', type: 'sequence', ...instruction, items: ['Jak', 'się', 'masz?'] },
    ],
  };
  const { lesson, problems } = readLesson('old.json', fileWith(old));
  expect(problems.map(describeProblem)).toEqual([
    expect.stringMatching(/warning: ___ must be there exactly once, not 0/),
  ]);
  const [repeat, blanks, pairs, order] = lesson?.tasks ?? [];
  expect(repeat?.items).toMatchObject([
    { id: '0', text: 'Dzień dobry.' },
    { id: '1', text: 'Do widzenia.' },
  ]);
  expect(blanks?.items).toMatchObject([
    { before: 'Poproszę ', answer: 'kawę', after: '.', language: 'pl' },
    { before: 'I am ', answer: 'home', after: '.', language: 'en' },
  ]);
  expect(pairs?.items).toMatchObject([
    { left: 'dom', right: 'house' },
    { left: 'kot', right: 'cat' },
  ]);
  expect(order?.items).toMatchObject([{ text: 'Jak' }, { text: 'się' }, { text: 'masz?' }]);
});

test('[E2] what nothing reads is warned of', () => {
  const found = problemsOf(task('listen_repeat', { items: [{ text: 'Tak.', translaton: 'Yes.' }], extra: 1 }));
  expect(found).toEqual([
    expect.stringContaining('warning: nothing reads "extra" here'),
    expect.stringContaining('warning: nothing reads "translaton" here'),
  ]);
});

test('[E3] the published schema is the one that files are checked by', () => {
  expect(readFileSync(`content/${schemaPath}`, 'utf8')).toBe(lessonJsonSchemaText());
});

test('[E4] alike things of one task are listed, minimal pairs are not', () => {
  const { lesson } = readLesson(
    'x.json',
    fileWith({
      tasks: [
        { id: 't1', type: 'shadowing', ...instruction, items: ['Chciałbym kawę.', 'Chciałabym kawę.', 'Dziękuję.'] },
        { id: 't2', type: 'minimal_pairs', ...instruction, items: [{ pair: ['kasza', 'Kasia'] }] },
      ],
    }),
  );
  if (!lesson) throw new Error('not read');
  expect(alikePhrases(lesson)).toEqual([
    expect.objectContaining({ exchange: 't1', kind: 'task', left: 'Chciałbym kawę.', right: 'Chciałabym kawę.' }),
  ]);
});
