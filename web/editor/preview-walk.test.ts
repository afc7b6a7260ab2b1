import { expect, test } from 'vitest';
import { previewSteps } from './preview-walk.ts';

test('an answer leads where it says, else where its dialogue says, else to the following one', () => {
  const steps = previewSteps({
    dialogues: [
      { id: 'a', tutor: 'Cześć', expected: [{ text: 'Hej', next: 'c' }, 'Dzień dobry', { text: 'Pa', next: null }] },
      { id: 'b', tutor: 'Tak?', expected: ['Tak'], next: 'a' },
      { id: 'c', tutor: 'Koniec', expected: ['Dobrze'] },
    ],
  });
  expect(steps.map(({ answers }) => answers.map(({ next }) => next))).toEqual([['c', 'b', null], ['a'], [null]]);
  expect(steps[0]?.answers[1]?.text).toBe('Dzień dobry');
});

test.each([[{}], [null], [{ dialogues: 'x' }], [{ dialogues: [null, 3, { expected: 'x' }] }]])(
  'what is unfinished is shown as far as it goes: %j',
  (content) => {
    for (const step of previewSteps(content)) expect(step).toMatchObject({ id: '', tutor: '', answers: [] });
  },
);
