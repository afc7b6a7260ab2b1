import { describe, expect, test } from 'vitest';
import { routeOf } from './compile-lesson.ts';
import { describeProblem } from './json-file.ts';
import { readLesson } from './read-lesson.ts';

const old = {
  id: 'bakery_001',
  title: 'W piekarni',
  level: 'A0',
  cefr_goal: 'Buy bread.',
  tags: ['food'],
  module: 'M1',
  objectives: ['buy bread'],
  vocabulary: [{ pl: 'chleb', en: 'bread' }],
  grammar_notes: [{ id: 'g1', title: 'Accusative', content: 'chleb stays chleb' }],
  tasks: [
    {
      id: 't1',
      type: 'match_pairs',
      instruction_pl: 'Połącz.',
      instruction_en: 'Match.',
      pairs: [
        ['chleb', 'bread'],
        ['bułka', 'roll'],
      ],
    },
  ],
  culture_notes: ['Bread is bought daily.'],
  audio_meta: { tracks: 2, duration_sec: 12 },
  dialogues: [
    {
      id: 'bakery_001_d1',
      tutor: 'Co dla pani?',
      expected: ['Chleb, proszę.', 'Chleb proszę'],
      translation: 'What would you like?',
      hint: 'bread, please',
      grammar: 'Accusative',
      audio: null,
      audio_slow: null,
      options: [
        { match: 'chleb', next: 'bakery_001_d2', description: 'bread' },
        { match: 'dziękuję, nic', next: 'bakery_001_end', description: 'nothing' },
        { next: 'bakery_001_d2', default: true },
      ],
    },
    { id: 'bakery_001_d2', tutor: 'Coś jeszcze?', translation: 'Else?', expected: ['Nie, dziękuję.'] },
  ],
};

const problemsOf = (text: string): string[] => readLesson('x.json', text).problems.map(describeProblem);
const lessonWith = (dialogues: unknown[]): string =>
  JSON.stringify({ id: 'x', title: 'X', level: 'A1', dialogues }, null, 1);

describe('the old shape', () => {
  test('[S23] is read as it is, with its branches as answers', () => {
    const { lesson, problems } = readLesson('old.json', JSON.stringify(old));
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(lesson).toMatchObject({ language: 'pl', from: 'en', description: 'Buy bread.' });
    const [first, second] = lesson?.exchanges ?? [];
    expect(first?.answers.map(({ text, next }) => [text, next])).toEqual([
      ['Chleb, proszę.', 'bakery_001_d2'],
      ['Chleb proszę', 'bakery_001_d2'],
      ['chleb', 'bakery_001_d2'],
      ['dziękuję, nic', null],
    ]);
    expect(second?.answers[0]?.next).toBeNull();
    expect([first?.remaining, second?.remaining]).toEqual([2, 1]);
  });

  test('[S23] oddities of the old files are warnings, not errors', () => {
    const messages = readLesson('old.json', JSON.stringify(old)).problems.map(({ message }) => message);
    expect(messages).toEqual([
      '"Chleb proszę" is already an expected answer of this dialogue',
      'bakery_001_end is not here: the lesson ends',
    ]);
  });

  test('[S10] branches: exact, then two letters off, then the default, then the next in the file', () => {
    const { file } = readLesson('old.json', JSON.stringify(old));
    if (!file) throw new Error('not read');
    expect(routeOf(file, 0, 'Dziękuję, nic!').next).toBeNull();
    expect(routeOf(file, 0, 'dziekuje nic').next).toBeNull();
    expect(routeOf(file, 0, 'dziekuje nicc').next).toBe('bakery_001_d2');
    expect(routeOf(file, 0, 'cokolwiek').next).toBe('bakery_001_d2');
    expect(routeOf(file, 1, 'cokolwiek').next).toBeNull();
  });
});

describe('problems', () => {
  test('[S24] name file and line', () => {
    const text = `{
  "id": "x",
  "title": "X",
  "level": "A7",
  "dialogues": [
    {
      "id": "d1", "tutor": "Hej", "expected": [
        { "text": "Cześć", "next": "d9" }
      ]
    }
  ]
}`;
    expect(problemsOf(text)).toEqual(['x.json:4: /level: is no level from A0 to C2']);
    expect(problemsOf(text.replace('A7', 'A1'))).toEqual(['x.json:8: there is no dialogue d9']);
  });

  test.each([
    ['{ "id": "x",\n  "title": }', 'x.json:2: '],
    ['{ "id": "x",\n', 'x.json:2: '],
    ['[]', 'x.json:1: '],
    ['{ "id": "x",\n "id": "y" }', 'x.json:2: /id is written twice'],
  ])('[S24] broken JSON: %j', (text, start) => {
    expect(problemsOf(text)[0]).toMatch(new RegExp(`^${start.replace(/[.]/g, '\\.')}`));
  });

  test('[S24] inside an expected answer the deepest issue is told', () => {
    const text = lessonWith([{ id: 'd1', tutor: 'Hej', expected: [{ text: 'Cześć', alternatives: [7] }] }]);
    expect(problemsOf(text)).toEqual([
      expect.stringMatching(/^x\.json:13: \/dialogues\/0\/expected\/0\/alternatives\/0: .*string/),
    ]);
  });

  test.each<[string, unknown[], RegExp]>([
    [
      'two defaults',
      [
        {
          id: 'a',
          tutor: 'T',
          expected: ['x'],
          options: [
            { next: 'a2', default: true },
            { next: 'a2', default: true },
          ],
        },
        { id: 'a2', tutor: 'T', expected: ['y'] },
      ],
      /exactly one option must be the default, not 2/,
    ],
    [
      'no default',
      [
        { id: 'a', tutor: 'T', expected: ['x'], options: [{ match: 'x', next: 'b' }] },
        { id: 'b', tutor: 'T', expected: ['y'] },
      ],
      /exactly one option must be the default, not 0/,
    ],
    [
      'an option that matches nothing',
      [
        { id: 'a', tutor: 'T', expected: ['x'], options: [{ next: 'b' }, { next: 'b', default: true }] },
        { id: 'b', tutor: 'T', expected: ['y'] },
      ],
      /an option needs a match/,
    ],
    [
      'the same id twice',
      [
        { id: 'a', tutor: 'T', expected: ['x'] },
        { id: 'a', tutor: 'T', expected: ['y'] },
      ],
      /a is the id of two dialogues/,
    ],
    [
      'unreachable',
      [
        { id: 'a', tutor: 'T', expected: ['yes'], next: 'c' },
        { id: 'b', tutor: 'T', expected: ['x'] },
        { id: 'c', tutor: 'T', expected: ['y'], next: null },
      ],
      /nothing leads to b/,
    ],
    [
      'a cycle',
      [
        { id: 'a', tutor: 'T', expected: ['x'] },
        { id: 'b', tutor: 'T', expected: ['y'] },
        { id: 'c', tutor: 'T', expected: ['z'], next: 'b' },
      ],
      /no way out of b → c → b/,
    ],
    [
      'itself by default',
      [{ id: 'a', tutor: 'T', expected: ['x', { text: 'y', next: null }], next: 'a' }],
      /a leads to itself by default/,
    ],
  ])('[S25] %s', (_, dialogues, message) => {
    expect(problemsOf(lessonWith(dialogues)).join('\n')).toMatch(message);
    expect(readLesson('x.json', lessonWith(dialogues)).lesson).toBeUndefined();
  });

  test('[S25] an arm of a branch that runs into its sibling is warned of', () => {
    const fork = {
      id: 'a',
      tutor: 'T',
      expected: [
        { text: 'tea', next: 'b' },
        { text: 'coffee', next: 'c' },
      ],
      next: 'c',
    };
    const arms = [fork, { id: 'b', tutor: 'T', expected: ['y'] }, { id: 'c', tutor: 'T', expected: ['z'] }];
    expect(problemsOf(lessonWith(arms))).toEqual([
      expect.stringContaining('warning: b runs on into c, its sibling at a'),
    ]);
  });

  test.each([
    ['better is none of the answers', { say: 'want', better: 'nope' }, /"nope" is no expected answer/],
    ['the mistake is an answer', { say: 'TEA!', better: 'tea' }, /"TEA!" is already an expected answer/],
    ['no words at all', { say: '?', better: 'tea' }, /"\?" has no words/],
  ])('[S26] %s', (_, wrong, message) => {
    const text = lessonWith([
      { id: 'a', tutor: 'T', expected: ['tea'], wrong: [{ ...wrong, why: 'w', kind: 'WORD' }] },
    ]);
    expect(problemsOf(text).join('\n')).toMatch(message);
  });
});
