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
