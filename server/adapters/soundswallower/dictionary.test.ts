import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Dictionary } from './dictionary.ts';

async function dictionaryOf(text: string): Promise<Dictionary> {
  const folder = mkdtempSync(join(tmpdir(), 'parlando-dictionary-'));
  try {
    writeFileSync(join(folder, 'dict.txt'), text);
    return await Dictionary.load(join(folder, 'dict.txt'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a word has its pronunciations in their order, and only its own', async () => {
  const dictionary = await dictionaryOf(';; a comment\nthe DH AH\nthe(2) DH IY\ntheme TH IY M\nthem DH EH M\n');
  expect(dictionary.lookup('the')).toEqual(['DH AH', 'DH IY']);
  expect(dictionary.lookup('them')).toEqual(['DH EH M']);
  expect(dictionary.lookup('th')).toEqual([]);
  expect(dictionary.lookup('a')).toEqual([]);
  expect(dictionary.lookup(';;')).toEqual([]);
  expect(dictionary.lookup('')).toEqual([]);
});

test('the last line counts without its end, and an empty file holds nothing', async () => {
  expect((await dictionaryOf('tea T IY\ncoffee K AA F IY')).lookup('coffee')).toEqual(['K AA F IY']);
  expect((await dictionaryOf('')).lookup('tea')).toEqual([]);
});

test('a file that is not there is an error', async () => {
  await expect(Dictionary.load('/nowhere/dict.txt')).rejects.toThrow('ENOENT');
});
