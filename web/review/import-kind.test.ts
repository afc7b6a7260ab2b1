import { expect, test } from 'vitest';
import { importKindOf, rowsOf } from './import-kind.ts';

test.each([
  ['Polish words.apkg', 'anki'],
  ['words.CSV', 'csv'],
  ['words.tsv', 'csv'],
  ['old.json', 'sm2'],
  ['photo.png', undefined],
  ['', undefined],
])('%s is read as %s', (name, kind) => {
  expect(importKindOf(name)).toBe(kind);
});

test('rows of the old tutor are found bare or under a name', () => {
  const row = { phrase: 'dzień dobry', efactor: 2.5 };
  expect(rowsOf(JSON.stringify([row]))).toEqual([row]);
  expect(rowsOf(JSON.stringify({ version: 1, memories: [row] }))).toEqual([row]);
});

test.each(['', 'no json', '[]', '{}', 'null', '[1,2]', '[{"text":"a"}]', '[null]'])('%j holds no rows', (text) => {
  expect(rowsOf(text)).toBeUndefined();
});
