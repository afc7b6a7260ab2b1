import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoreQuiz, scoreTask, scoreText } from './task-scoring.ts';
import type { ItemAnswer, Quiz, Task } from './tasks.ts';

const base = { id: 't', instruction: 'Do it.', instruction_language: 'en', language: 'pl' };
const said = ['Poproszę kawę.', 'Dziękuję bardzo.'].map((text, id) => ({ id: String(id), text, translation: '' }));

const blanks: Task = {
  ...base,
  type: 'fill_blank',
  items: [
    {
      ...{ id: '0', before: 'Poproszę ', after: ' z mlekiem.', answer: 'kawę', alternatives: ['herbatę'] },
      ...{ translation: '', hint: '', language: 'pl' },
    },
  ],
};
const pairs: Task = {
  ...base,
  type: 'match_pairs',
  right_language: 'en',
  items: [
    { id: '0', left: 'kot', right: 'cat' },
    { id: '1', left: 'pies', right: 'dog' },
  ],
};
const order: Task = {
  ...base,
  type: 'sequence',
  translation: '',
  items: ['a', 'b', 'c', 'd'].map((text, id) => ({ id: String(id), text })),
};
const choices: Task = {
  ...base,
  type: 'multiple_choice',
  items: [{ id: '0', question: 'Q', question_language: 'en', choices: ['x', 'y'], answer: 1, why: 'Because.' }],
};
const minimal: Task = {
  ...base,
  type: 'minimal_pairs',
  items: [{ id: '0', pair: ['kasza', 'Kasia'], translations: ['groats', 'Kate'], sound: 'sz / ś' }],
};

describe('[E20] every kind of task', () => {
  test.each<[string, Task, ItemAnswer[], string[]]>([
    [
      'dictation',
      { ...base, type: 'dictation', items: said },
      [{ item: '0', text: 'poproszę kawę' }],
      ['right', 'missing'],
    ],
    [
      'listen_repeat',
      { ...base, type: 'listen_repeat', items: said },
      [{ item: '1', text: 'Dziękuję!' }],
      ['missing', 'wrong'],
    ],
    [
      'shadowing',
      { ...base, type: 'shadowing', items: said },
      [{ item: '1', text: 'dziekuje bardzo' }],
      ['missing', 'close'],
    ],
    ['fill_blank', blanks, [{ item: '0', text: 'herbatę' }], ['right']],
    ['fill_blank with the whole sentence', blanks, [{ item: '0', text: 'Poproszę kawę z mlekiem' }], ['right']],
    ['fill_blank wrong', blanks, [{ item: '0', text: 'kawa' }], ['wrong']],
    [
      'match_pairs',
      pairs,
      [
        { item: '0', match: '0' },
        { item: '1', match: '0' },
      ],
      ['right', 'wrong'],
    ],
    ['multiple_choice', choices, [{ item: '0', choice: 1 }], ['right']],
    ['multiple_choice wrong', choices, [{ item: '0', choice: 0 }], ['wrong']],
    ['multiple_choice beyond', choices, [{ item: '0', choice: 7 }], ['missing']],
    ['minimal_pairs heard', minimal, [{ item: '0', played: 1, choice: 1 }], ['right']],
    ['minimal_pairs misheard', minimal, [{ item: '0', played: 1, choice: 0 }], ['wrong']],
    ['minimal_pairs typed', minimal, [{ item: '0', played: 0, text: 'kasza' }], ['right']],
    ['minimal_pairs typed as the other', minimal, [{ item: '0', played: 0, text: 'kasia' }], ['wrong']],
  ])('%s', (_, task, answers, verdicts) => {
    const result = scoreTask(task, answers);
    expect(result.items.map(({ verdict }) => verdict)).toEqual(verdicts);
    expect(result).toMatchObject({
      total: task.items.length,
      right: verdicts.filter((verdict) => verdict === 'right' || verdict === 'close').length,
    });
    for (const { answer } of result.items) expect(answer).not.toBe('');
  });

  test('a sequence: what can stay where it is, is right', () => {
    const put = (ids: string[]) =>
      scoreTask(
        order,
        ids.map((item, place) => ({ item, place })),
      ).items;
    expect(put(['0', '1', '2', '3']).map(({ verdict }) => verdict)).toEqual(['right', 'right', 'right', 'right']);
    expect(put(['3', '0', '1', '2']).map(({ verdict }) => verdict)).toEqual(['right', 'right', 'right', 'wrong']);
    expect(put(['1', '0']).filter(({ verdict }) => verdict === 'missing')).toHaveLength(2);
  });

  test('a sequence: equal lines may change places', () => {
    const twins: Task = { ...order, items: ['tak', 'nie', 'tak'].map((text, id) => ({ id: String(id), text })) };
    const answers = ['2', '1', '0'].map((item, place) => ({ item, place }));
    expect(scoreTask(twins, answers).right).toBe(3);
  });

  test('any order scores between one and all, and only the right one all', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['0', '1', '2', '3'], { minLength: 4 }), (ids) => {
        const { right } = scoreTask(
          order,
          ids.map((item, place) => ({ item, place })),
        );
        expect(right).toBeGreaterThanOrEqual(1);
        expect(right === 4).toBe(ids.join('') === '0123');
      }),
    );
  });
});

test('[E20] every kind of question', () => {
  const quiz: Quiz = {
    id: 'q',
    after: 'd',
    questions: [
      {
        id: 'a',
        kind: 'choice',
        question: 'Q',
        question_language: 'en',
        choices: ['x', 'y'],
        choices_language: 'pl',
        answer: 0,
        why: 'A.',
      },
      {
        id: 'b',
        kind: 'type',
        question: 'Q',
        question_language: 'en',
        answer: 'Poproszę rachunek.',
        alternatives: ['Rachunek poproszę.'],
        language: 'pl',
        why: 'B.',
      },
      {
        id: 'c',
        kind: 'listen',
        text: 'Płacę kartą.',
        language: 'pl',
        choices: ['x', 'y'],
        choices_language: 'en',
        answer: 1,
        why: 'C.',
      },
    ],
  };
  const { right, items } = scoreQuiz(quiz, [
    { item: 'a', choice: 0 },
    { item: 'b', text: 'rachunek, proszę' },
    { item: 'c', choice: 1 },
  ]);
  expect(right).toBe(2);
  expect(items.map(({ verdict, why }) => [verdict, why])).toEqual([
    ['right', 'A.'],
    ['wrong', 'B.'],
    ['right', 'C.'],
  ]);
});

test.each([
  ['poproszę KAWĘ', 'Poproszę kawę.', 'pl', 'right'],
  ['prosze kawe', 'Proszę kawę.', 'pl', 'close'],
  ['Dziekuję bardzo', 'Dziękuję bardzo.', 'pl', 'close'],
  ['herbata', 'herbatę', 'pl', 'wrong'],
  ['herbate', 'herbatę', 'pl', 'close'],
  ['Potrzebuuję pomocy', 'Potrzebuję pomocy.', 'pl', 'close'],
  ['nie ma mleko', 'Nie ma mleka.', 'pl', 'wrong'],
  ['do domu', 'Do domu!', 'pl', 'right'],
  ['od domu', 'Do domu!', 'pl', 'wrong'],
  ["I'd like a tea", 'I would like a tea.', 'en', 'right'],
  ['id like a tee', "I'd like a tea.", 'en', 'wrong'],
  ['Dzieńdobry', 'Dzień dobry.', 'pl', 'close'],
  ['', 'Tak.', 'pl', 'missing'],
])('[E21] "%s" for "%s" in %s is %s', (typed, right, language, verdict) => {
  expect(scoreText('0', typed, [right], language).verdict).toBe(verdict);
});

test('[E21] each word is told: missing, extra, misspelt', () => {
  const { words } = scoreText('0', 'Poprosze kawe teraz', ['Poproszę czarną kawę.'], 'pl');
  expect(words).toEqual([
    { text: 'Poproszę', verdict: 'close' },
    { text: 'czarną', verdict: 'missed' },
    { text: 'kawę', verdict: 'close' },
    { text: 'teraz', verdict: 'extra' },
  ]);
});

test('[E21] the right text is right, and aligns with itself', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-ząćęłńóśźż]{1,8}$/), { minLength: 1, maxLength: 6 }), (words) => {
      const text = words.join(' ');
      const result = scoreText('0', text, [text], 'pl');
      expect(result.verdict).toBe('right');
      expect(result.words.map(({ verdict }) => verdict)).toEqual(words.map(() => 'good'));
    }),
  );
});
