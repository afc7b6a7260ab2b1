import { expect, test } from 'vitest';
import type { Flite } from './flite-module.ts';
import { createPhoneCounts } from './phone-counts.ts';

/** Reads a letter as a phone, with a pause at each comma, but runs `mr` into the next word as the engine does. */
function letters(): Flite & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    prepare: () => undefined,
    speak(_voice, text) {
      asked.push(text);
      const phones = [...text.replace('mr, ', 'mr ')].flatMap((letter) =>
        letter === ',' ? ['pau'] : /[a-z\d]/u.test(letter) ? [letter] : [],
      );
      return { samples: new Int16Array(0), rate: 16_000, phones: phones.map((phone, at) => ({ phone, endMs: at })) };
    },
  };
}

test('new words are read once, all together, and remembered', () => {
  const flite = letters();
  const counts = createPhoneCounts(flite);
  expect(counts.of(['hello', 'you,', '', 'hello'])).toEqual([5, 3, 0, 5]);
  expect(flite.asked).toEqual(['hello, you,']);
  expect(counts.of(['you,', 'there!'])).toEqual([3, 5]);
  expect(flite.asked).toEqual(['hello, you,', 'there,']);
});

test('where they run into each other, each is read alone', () => {
  const flite = letters();
  expect(createPhoneCounts(flite).of(['mr.', 'smith'])).toEqual([2, 5]);
  expect(flite.asked).toHaveLength(3);
});

test('inner punctuation makes no pause of its own', () => {
  expect(createPhoneCounts(letters()).of(['well-known', '(12:30)'])).toEqual([9, 4]);
});
