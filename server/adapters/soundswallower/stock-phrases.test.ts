import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { withStock } from './stock-phrases.ts';

const phones = Object.keys(
  JSON.parse(
    readFileSync(fileURLToPath(new URL('./model/en-us/phoneset.json', import.meta.resolve('soundswallower'))), 'utf8'),
  ),
).filter((phone) => phone !== 'SIL' && !phone.startsWith('+'));

test('the stock holds every phone of the model and nothing else', () => {
  const used = withStock([])
    .flatMap((phrase) => phrase.words.flatMap((word) => word.pronunciations))
    .flatMap((sound) => sound.split(' '));
  expect([...new Set(used)].sort()).toEqual(phones.sort());
});

test('few phrases are filled up to eight after the expected ones, and eight or more are left alone', () => {
  const one = { id: 'yes', text: 'yes', words: [{ text: 'yes', pronunciations: ['Y EH S'] }] };
  expect(withStock([one])).toHaveLength(8);
  expect(withStock([one])[0]).toBe(one);
  expect(withStock(Array(8).fill(one))).toHaveLength(8);
  expect(withStock(Array(20).fill(one))).toHaveLength(20);
});
