import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SentenceCutter } from './sentences.ts';
import { speakable } from './speakable.ts';

function cut(...pieces: string[]): string[] {
  const cutter = new SentenceCutter();
  return [...pieces.flatMap((piece) => cutter.push(piece)), ...cutter.flush()];
}

test.each([
  ['One. Two! Three? Four', ['One.', 'Two!', 'Three?', 'Four']],
  [
    'Mr. Smith met Dr. Jones at 3.30 p.m. yesterday. They talked.',
    ['Mr. Smith met Dr. Jones at 3.30 p.m. yesterday.', 'They talked.'],
  ],
  ['That is 2.5 kg. Good.', ['That is 2.5 kg.', 'Good.']],
  ['J. K. Rowling wrote it. Yes.', ['J. K. Rowling wrote it.', 'Yes.']],
  ['Use fruit, e.g. apples, i.e. fresh ones. Now you.', ['Use fruit, e.g. apples, i.e. fresh ones.', 'Now you.']],
  [
    'Mieszkam przy ul. Długiej np. pod numerem 5. Proszę wejść.',
    ['Mieszkam przy ul. Długiej np. pod numerem 5.', 'Proszę wejść.'],
  ],
  ['Dziś jest 3. maja. To święto.', ['Dziś jest 3. maja.', 'To święto.']],
  ['Kawa, herbata itd. są w karcie. Co podać?', ['Kawa, herbata itd. są w karcie.', 'Co podać?']],
  ['To jest prof. Nowak, tj. mój sąsiad. Dzień dobry!', ['To jest prof. Nowak, tj. mój sąsiad.', 'Dzień dobry!']],
  ['Really?! “Yes.” he said.', ['Really?!', '“Yes.”', 'he said.']],
  ['First line\nsecond line', ['First line', 'second line']],
  ['Visit example.com now. Bye.', ['Visit example.com now.', 'Bye.']],
])('[T20] %s', (text, sentences) => {
  expect(cut(text)).toEqual(sentences);
});

test('[T20] a sentence leaves on its terminator, not on the next word', () => {
  const cutter = new SentenceCutter();
  expect(cutter.push('That sounds like a really fun weekend')).toEqual([]);
  expect(cutter.push('.')).toEqual(['That sounds like a really fun weekend.']);
});

test('[T20] an unsure stop waits for the next character or for silence', () => {
  const cutter = new SentenceCutter();
  expect(cutter.push('It costs 3.')).toEqual([]);
  expect(cutter.unsure).toBe(true);
  expect(cutter.push('50 today.')).toEqual(['It costs 3.50 today.']);
  expect(cutter.push(' It costs 3.')).toEqual([]);
  expect(cutter.settle()).toEqual(['It costs 3.']);
  expect(cutter.unsure).toBe(false);
});

test('[T20] the first clause of a slow stream leaves early', () => {
  const cutter = new SentenceCutter();
  expect(cutter.push('If you would like to sit down, ')).toEqual(['If you would like to sit down,']);
  expect(cutter.push('there is a free table by the window, and it is warm. ')).toEqual([
    'there is a free table by the window, and it is warm.',
  ]);
});

test('[T20] no letter is lost or doubled, however the stream is cut', () => {
  const piece = fc.constantFrom(
    'Well',
    ' dr. Kowal',
    '. ',
    '3.5',
    '! ',
    '?',
    ' and so on',
    ', ',
    '…',
    '\n',
    ' J. ',
    '"',
    ' *bold* ',
    'ok.',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
      expect(letters(cut(...pieces).join(''))).toBe(letters(pieces.join('')));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['**Bold** and _soft_ and `code`', 'Bold and soft and code'],
  ['# Title', 'Title'],
  ['- first point', 'first point'],
  ['1. first point', 'first point'],
  ['See [the menu](https://x.pl/m) now', 'See the menu now'],
  ['Great 👍🏽 job 🇵🇱!', 'Great job!'],
  ['*smiles warmly* Hello there', 'Hello there'],
  ['[laughs] No.', 'No.'],
  ['(wzdycha) No dobrze.', 'No dobrze.'],
  ['You *went* there (not goed).', 'You went there (not goed).'],
  ['snake_case stays', 'snake_case stays'],
  ['2 * 3 = 6', '2 3 = 6'],
  ['---', ''],
  ['🎉', ''],
  ['It costs 5 zł (five).', 'It costs 5 zł (five).'],
])('[T21] %s is said as %s', (written, said) => {
  expect(speakable(written)).toBe(said);
});
