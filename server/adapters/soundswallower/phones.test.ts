import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { createEspeak } from '../espeak/espeak.ts';
import { modelPronunciations } from './phones.ts';

const known = new Set(
  Object.keys(
    JSON.parse(
      readFileSync(
        fileURLToPath(new URL('./model/en-us/phoneset.json', import.meta.resolve('soundswallower'))),
        'utf8',
      ),
    ),
  ),
);

test.each([
  [['k', 'a', 'v', 'ɛ'], 'K AA V EH'],
  [['dʑ', 'ɛ', 'ɲ'], 'JH EH N'],
  [['kʲ', 'ɛ', 'm'], 'K EH M'],
  [['s', 'ɔ̃'], 'S AO N'],
  [['ɔː'], 'AO'],
  [['ç', 'ɪ'], 'SH IH'],
  [['ts', 'ɨ'], 'T S IH'],
])('%j is said %s, among others', (ipa, sounds) => {
  expect(modelPronunciations(ipa)).toContain(sounds);
});

test('the likeliest way comes first, and a long word has no more than eight', () => {
  expect(modelPronunciations(['k', 'a'])).toEqual(['K AA', 'K AH']);
  expect(modelPronunciations(Array(12).fill('a')).length).toBe(8);
});

test('what is silent or unknown says nothing', () => {
  expect(modelPronunciations(['ʔ'])).toEqual([]);
  expect(modelPronunciations(['☃'])).toEqual([]);
  expect(modelPronunciations([])).toEqual([]);
});

test('every sound that eSpeak gives for ordinary text in these languages is one of the model’s', async () => {
  await using espeak = createEspeak({ clock: realClock });
  const texts: Record<string, string> = {
    pl: 'Zażółć gęślą jaźń, chrząszcz brzmi w trzcinie, dźwięk pięciu mężczyzn, wąż śpi.',
    de: 'Zwölf große Boxkämpfer jagen Viktor quer über den Sylter Deich, ich auch.',
    es: 'El pingüino Wenceslao hizo kilómetros bajo exhaustiva lluvia y frío, añoraba.',
    fr: 'Portez ce vieux whisky au juge blond qui fume, un bon vin blanc, œuf, peu.',
    it: 'Quel vituperabile xenofobo zelante assaggia il whisky ed esclama: gli gnocchi!',
    uk: 'Жебракують філософи при ґанку церкви в Гадячі, ще й шатро їхнє п’яне знаємо.',
    cs: 'Příliš žluťoučký kůň úpěl ďábelské ódy, čtvrt hodiny.',
    sv: 'Flygande bäckasiner söka hwila på mjuka tuvor, sju sjuka sköterskor.',
  };
  for (const [language, text] of Object.entries(texts)) {
    for (const word of await espeak.phonemes.transcribe(text, language, new AbortController().signal)) {
      const ways = modelPronunciations(word.phones);
      expect(ways.length, `${language}: ${word.phones.join(' ')}`).toBeGreaterThan(0);
      for (const phone of ways.flatMap((way) => way.split(' ')))
        expect(known, `${language}: ${phone}`).toContain(phone);
      // A sound that is dropped shows in a word much shorter than its phones.
      const longest = Math.max(...ways.map((way) => way.split(' ').length));
      expect(longest, `${language}: ${word.phones.join(' ')}`).toBeGreaterThanOrEqual(word.phones.length - 1);
    }
  }
});
