import { afterAll, describe, expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { grammarContract } from '../../ports/grammar/contract.ts';
import { correctPolish } from './correct-polish.ts';
import { diacriticVariants, withoutDiacritics } from './diacritics.ts';
import { createHunspell } from './hunspell.ts';

grammarContract('hunspell', async () => ({
  grammar: createHunspell({ clock: realClock }),
  language: 'pl',
  wrong: 'Poproszę dwa kawy.',
  mistake: 'dwa kawy',
  right: 'dwie kawy',
  fine: 'Poproszę dwie kawy dla Małgorzaty.',
  name: 'chillout lofi',
  hanging: createHunspell({ clock: realClock, entry: new URL('./stuck-test-worker.ts', import.meta.url) }),
  failing: createHunspell({ clock: realClock, entry: new URL('./no-such-worker.ts', import.meta.url) }),
}));

describe('hunspell', () => {
  const hunspell = createHunspell({ clock: realClock });
  afterAll(() => hunspell[Symbol.asyncDispose]());
  const never = new AbortController().signal;
  const find = (text: string, spoken = false, words: string[] = []) =>
    hunspell.check({ text, language: 'pl', spoken, words }, never);

  test('correct sentences have no finding', async () => {
    for (const text of correctPolish) expect(await find(text), text).toEqual([]);
  });

  test.each([
    ['Poproszę kawe.', 'DIACR', 'kawę'],
    ['Dziekuje bardzo.', 'DIACR', 'Dziękuję'],
    ['prosze', 'DIACR', 'proszę'],
    ['to jest zolw', 'DIACR', 'żółw'],
    ['mjeszkam tu', 'SPELL', 'mieszkam'],
    ['ktury to', 'SPELL', 'który'],
    ['chcę wziąść to', 'VERB:INFL', 'wziąć'],
  ])('%s', async (text, kind, fix) => {
    expect((await find(text)).map((finding) => [finding.kind, finding.suggestions[0]])).toEqual([[kind, fix]]);
  });

  test('spoken text has no spelling, but has forms', async () => {
    expect(await find('prosze kawe mjeszkam', true)).toEqual([]);
    expect((await find('poszłem do domu', true)).map((finding) => finding.kind)).toEqual(['VERB:INFL']);
  });

  test('names, foreign words without a near one, and protected words are left alone', async () => {
    expect(await find('Jadę z Maćkiem do Szczyrku i do Xanadu. Brzęczyszczykiewicz też.')).toEqual([]);
    expect(await find('Lubię bleskotki.', false, ['bleskotki'])).toEqual([]);
  });

  test('a question in another language has no spelling', async () => {
    for (const text of [
      'How do I say cheesecake in Polish?',
      'May I sit by the window?',
      'Mint tea without sugar please',
    ]) {
      expect(await find(text), text).toEqual([]);
    }
  });

  test('words find their base forms', async () => {
    expect(await hunspell.lemmas(['kawę', 'Krakowie', 'poproszę', 'xyzzy'], never)).toEqual([
      ['kawa'],
      ['Kraków'],
      ['poprosić'],
      [],
    ]);
  });
});

describe('diacritics', () => {
  test('all ways to set them, the fewest changes first', () => {
    expect(diacriticVariants('za')).toEqual(['zą', 'ża', 'źa', 'żą', 'źą']);
    expect(diacriticVariants('Zę')).toContain('Ze');
    expect(diacriticVariants('kot')).toEqual(['kót']);
    expect(diacriticVariants('zzzzzzzzzz')).toEqual([]);
  });

  test('all of them gone', () => {
    expect(withoutDiacritics('Zażółć gęślą jaźń')).toBe('zazolc gesla jazn');
  });
});
