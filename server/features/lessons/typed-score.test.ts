import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, plainText, similarity, withoutMarks } from './answer-text.ts';
import { highThreshold, scoreTyped } from './typed-score.ts';

describe('plain text', () => {
  test.each([
    ["  I'd like a Cappuccino,   please! ", 'en', 'i would like a cappuccino please'],
    ['I’d like it', 'en', 'i would like it'],
    ['Poproszę kawę… z mlekiem!', 'pl', 'poproszę kawę z mlekiem'],
    ['?!', 'en', ''],
  ])('[S6] %s', (text, language, plain) => {
    expect(plainText(text, language)).toBe(plain);
  });

  test('[S6] a missing diacritic weighs a tenth, a swap of neighbours one', () => {
    expect(editDistance('kawę', 'kawe')).toBeCloseTo(0.1);
    expect(editDistance('złoty', 'zloty', 1)).toBe(1);
    expect(editDistance('caef', 'cafe')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
    expect(similarity('', '')).toBe(1);
    expect(withoutMarks('zażółć gęślą jaźń ŁÓDŹ')).toBe('zazolc gesla jazn LODZ');
  });
});

describe('the threshold', () => {
  test.each([
    [0, 0.85],
    [10, 0.8],
    [20, 0.75],
    [30, 0.7],
    [200, 0.7],
  ])('[S6] %i letters need %f', (length, threshold) => {
    expect(highThreshold(length)).toBeCloseTo(threshold);
  });
});

describe('bands', () => {
  test.each([
    ['en', "I'd like a cappuccino, please.", 'i would like a cappuccino please', 'exact', null],
    ['en', "I'd like a cappuccino, please.", 'Id like a cappucino please', 'high', 'cappuccino'],
    ['en', "I'd like a cappuccino, please.", "I'd like cappuccino please", 'high', 'a'],
    ['en', "I'd like a cappuccino, please.", "I'd like a latte, please", 'medium', 'cappuccino'],
    ['en', 'A large one, please.', 'a small one please', 'medium', 'large'],
    ['en', 'By card, please.', 'bananas', 'low', 'By'],
    ['pl', 'Poproszę czarną kawę.', 'poprosze czarna kawe', 'exact', 'czarną'],
    ['pl', 'Kartą, proszę.', 'karta prosze', 'exact', 'Kartą'],
    ['pl', 'Poproszę herbatę.', 'poproszę herbata', 'high', 'herbatę'],
    ['en', 'A large one, please.', 'a large one', 'high', 'please'],
    ['pl', 'Małą poproszę.', 'poprosze mala', 'high', 'Małą'],
    ['en', 'No, thank you.', 'no thanks', 'high', null],
    ['en', 'No, thank you.', 'thank you', 'medium', 'No'],
  ])('[S6] %s: %s / %s is %s', (language, expected, typed, band, focus) => {
    const result = scoreTyped(typed, expected, language);
    expect(result.band).toBe(band);
    if (band !== 'low' && band !== 'exact') expect(result.focus).toBe(focus);
  });

  test.each([
    ['en', 'I would like a small black coffee, please.', 'I would like a large black coffee, please.'],
    ['en', 'Yes, I would like a bag for that, please.', 'Yes, I would not like a bag for that, please.'],
    ['en', 'Could I have some napkins for my bag, please?', 'Could I have some napkins for my cake, please?'],
    ['pl', 'Poproszę dużą czarną kawę bez cukru.', 'Poproszę dużą czarną kawę cukru.'],
  ])('[S7] %s: another word is another answer: %s / %s', (language, expected, typed) => {
    const result = scoreTyped(typed, expected, language);
    expect(result.score).toBeGreaterThan(highThreshold(expected.length));
    expect(result.band).toBe('medium');
  });

  test('[S6] sound counts three tenths where it is known', () => {
    const alone = scoreTyped('zeka', 'rzeka', 'pl');
    expect(scoreTyped('zeka', 'rzeka', 'pl', 1).score).toBeCloseTo(0.7 * alone.score + 0.3);
  });
});

describe('word by word', () => {
  const vocabulary = [
    'a',
    'large',
    'black',
    'coffee',
    "I'd",
    'like',
    'please',
    'their',
    'there',
    'żeka',
    'rzeka',
    'wi-fi',
  ];
  const sentence = fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 7 });

  test('[S46] whatever was typed, each word of the answer and each typed word has one place', () => {
    fc.assert(
      fc.property(sentence, sentence, fc.constantFrom('en', 'pl'), (said, wanted, language) => {
        const { score, band, alignment } = scoreTyped(said.join(' '), wanted.join(' '), language);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        const told = alignment.filter(({ text }) => text !== '');
        expect(told.map(({ text }) => text).join(' ')).toBe(wanted.join(' '));
        if (said.join(' ') === wanted.join(' ')) {
          expect(band).toBe('exact');
          expect(alignment.every(({ mark }) => mark === 'right')).toBe(true);
        }
        for (const { text, said: spoken, mark } of alignment) {
          expect([text === '', spoken === '']).not.toEqual([true, true]);
          if (mark === 'extra') expect(text).toBe('');
          if (mark === 'missing') expect(spoken).toBe('');
        }
      }),
      { seed: 20_261_120 },
    );
  });

  const marks = (typed: string, expected: string, language: string): string =>
    scoreTyped(typed, expected, language)
      .alignment.map(({ text, said, mark }) => (mark === 'right' ? text : `${text}<${said}:${mark}`))
      .join(' ');

  test.each([
    ['pl', 'Rzeka jest długa.', 'żeka jest dluga', 'Rzeka<żeka:spelling jest długa<dluga:diacritics'],
    ['pl', 'Chleb i bułki, proszę.', 'hleb i bułki proszę', 'Chleb<hleb:spelling i bułki proszę'],
    ['pl', 'Przepraszam.', 'pszepraszam', 'Przepraszam<pszepraszam:spelling'],
    ['pl', 'Poproszę herbatę.', 'poproszę herbata', 'Poproszę herbatę<herbata:wrong'],
    ['pl', 'Małą poproszę.', 'poprosze mala', 'Małą<mala:diacritics poproszę<poprosze:diacritics'],
    ['en', 'I like their house.', 'I like there house', 'I like their<there:spelling house'],
    ['en', "I'd like a tea, please.", 'I would like tea', "I'd like a<:missing tea please<:missing"],
    ['en', 'A large black coffee.', 'a black large coffee', 'A large black<black:moved coffee'],
    ['en', 'A small coffee.', 'a very small coffee', 'A <very:extra small coffee'],
    ['en', 'A large coffee.', 'a small coffee', 'A large<small:wrong coffee'],
    ['en', 'Is there wi-fi?', 'is there wi fi', 'Is there wi-fi'],
  ])('[S46] %s: %s / %s', (language, expected, typed, aligned) => {
    expect(marks(typed, expected, language)).toBe(aligned);
  });

  test.each([
    ['pl', 'Kartą, proszę.', 'karta prosze', 'exact', 'diacritics', 'Kartą'],
    ['pl', 'Mieszkam w Krakowie.', 'mieszkam w krakowie', 'exact', 'case', null],
    ['pl', 'Mieszkam w Krakowie.', 'mieszkam w Krakowie', 'exact', null, null],
    ['pl', 'Żółta rzeka.', 'rzułta żeka', 'high', 'spelling', 'Żółta'],
    ['en', 'I like their house.', 'I like there house', 'high', 'spelling', 'their'],
    ['en', "I'd like a cappuccino, please.", "I'd like a latte, please", 'medium', 'word_choice', 'cappuccino'],
    ['en', 'A large black coffee.', 'a black large coffee', 'medium', 'order', 'black'],
    ['en', 'Not today, thank you.', 'today thank you', 'medium', 'missing_word', 'Not'],
    ['en', 'I can pay today.', 'I can pay only today', 'medium', 'extra_word', null],
  ] as const)('[S46] %s: %s / %s is %s for %s', (language, expected, typed, band, errorType, focus) => {
    expect(scoreTyped(typed, expected, language)).toMatchObject({ band, errorType, focus });
  });

  test('[S6] what is many times longer than the answer is none, and is not held up against it word by word', () => {
    for (const typed of [
      'ą '.repeat(2_000),
      'poproszę kawę '.repeat(280),
      'ż'.repeat(64_000),
      `${'.'.repeat(4_000)} kawa`,
    ]) {
      expect(scoreTyped(typed, 'Poproszę kawę z mlekiem.', 'pl')).toEqual({
        ...{ score: 0, band: 'low', focus: null, errorType: 'extra_word', alignment: [] },
      });
    }
    // Who only talks much is still understood.
    const typed = 'Dzień dobry, to ja bym w takim razie chyba jednak poprosiła tę kawę z mlekiem, dziękuję bardzo';
    expect(scoreTyped(typed, 'Poproszę kawę z mlekiem.', 'pl').alignment.length).toBeGreaterThan(0);
  });
});
