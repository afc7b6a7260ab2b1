import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffLetters, gradeByLetters, isNear } from './typed-diff.ts';

test('what is missing and what is too much is told by the letter', () => {
  expect(diffLetters('kawe', 'kawę')).toEqual([
    { kind: 'same', text: 'kaw' },
    { kind: 'extra', text: 'e' },
    { kind: 'missing', text: 'ę' },
  ]);
  expect(diffLetters('Poprosze kawę', 'poproszę kawę').filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'extra', text: 'e' },
    { kind: 'missing', text: 'ę' },
  ]);
  expect(diffLetters('', 'tak')).toEqual([{ kind: 'missing', text: 'tak' }]);
  expect(diffLetters('', '')).toEqual([]);
});

test.each([
  ['dziekuje bardzo', 'dziękuję bardzo', true],
  ['good morning', 'ile to kosztuje?', false],
  ['', 'tak', false],
] as const)('whether %j is near %j', (typed, answer, near) => {
  expect(isNear(diffLetters(typed, answer))).toBe(near);
});

test('both texts can be read back from their difference', () => {
  const text = fc.string({ maxLength: 40 }).map((one) => one.trim());
  fc.assert(
    fc.property(text, text, (typed, answer) => {
      const pieces = diffLetters(typed, answer);
      const read = (left: 'missing' | 'extra'): string =>
        pieces
          .filter(({ kind }) => kind !== left)
          .map((piece) => piece.text)
          .join('')
          .toLowerCase();
      expect(read('extra')).toBe(answer.trim().toLowerCase());
      expect(read('missing')).toBe(typed.trim().toLowerCase());
    }),
  );
});

test.each([
  ['Dzień dobry!', 'dzień dobry', 3],
  ['dzien dobry', 'Dzień dobry.', 1],
  ['Poproszę dużą kawę z mlekem', 'Poproszę dużą kawę z mlekiem', 2],
  ['', 'kawa', 1],
  ['herbata', 'kawa', 1],
] as const)('by letters alone %j for %j is graded %i', (typed, answer, grade) => {
  expect(gradeByLetters(typed, answer)).toBe(grade);
});
