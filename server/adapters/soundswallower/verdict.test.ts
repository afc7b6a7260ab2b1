import { expect, test } from 'vitest';
import { confidenceOf, evidenceOf, verdictOf, wordVerdict } from './verdict.ts';

/** Loud while the word of `word` is said, and quiet afterwards. */
const levels = Array.from({ length: 60 }, (_, at) => (at < 30 ? 50 : 20));

const word = (phones: number, goodness: number) => ({
  text: 'word',
  startMs: 0,
  endMs: 300,
  verdict: wordVerdict(goodness),
  phones: Array.from({ length: phones }, () => ({ phone: 'AA', startMs: 0, endMs: 100, goodness })),
});

test('good sound is heard, middling asks back, bad is something else', () => {
  expect(verdictOf(evidenceOf([word(4, -1), word(3, -2)], levels))).toBe('heard');
  expect(verdictOf(evidenceOf([word(4, -5.4)], levels))).toBe('unsure');
  expect(verdictOf(evidenceOf([word(4, -8)], levels))).toBe('unknown');
  expect(verdictOf(evidenceOf([], levels))).toBe('unknown');
});

test('one word that was not said makes a good phrase unsure, unless it is too short to tell', () => {
  const good = [word(8, -1), word(8, -1), word(8, -1)];
  expect(verdictOf(evidenceOf([...good, word(3, -12)], levels))).toBe('unsure');
  expect(verdictOf(evidenceOf([...good, word(2, -12)], levels))).toBe('heard');
});

test('speech that no word explains counts against a phrase', () => {
  const alone = evidenceOf([word(4, -3)], levels);
  const withMore = evidenceOf([word(4, -3)], [...levels.slice(0, 30), ...levels]);
  expect(alone.unexplained).toBe(0);
  expect(withMore.unexplained).toBeCloseTo(0.5);
  expect(confidenceOf(withMore)).toBeLessThan(confidenceOf(alone));
  expect(evidenceOf([word(4, -3)], []).unexplained).toBe(0);
});

test('confidence rises with goodness and stays between 0 and 1', () => {
  const at = (goodness: number): number => confidenceOf({ goodness, worstWord: 0, unexplained: 0 });
  expect(at(-1)).toBeGreaterThan(at(-4));
  expect(at(-4)).toBeGreaterThan(at(-6));
  expect(at(0)).toBeLessThanOrEqual(1);
  expect(at(Number.NEGATIVE_INFINITY)).toBe(0);
});
