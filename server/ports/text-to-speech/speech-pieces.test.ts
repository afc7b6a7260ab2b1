import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { speechPieces } from './speech-pieces.ts';

const whole = { maxChars: 200, minChars: 12, clauses: false };
const byClause = { ...whole, clauses: true };
const cut = (text: string, limits = whole): [string, string][] =>
  speechPieces(text, limits).map((piece) => [piece.text.trim(), piece.end]);

describe('speech pieces', () => {
  test('one sentence a piece', () => {
    expect(cut('Hello there. How are you? „Dobrze.” Tak')).toEqual([
      ['Hello there.', 'sentence'],
      ['How are you?', 'sentence'],
      ['„Dobrze.”', 'sentence'],
      ['Tak', 'text'],
    ]);
  });

  test('decimals and times are not cut', () => {
    expect(cut('It is 3.50, at 12:30.', byClause)).toEqual([['It is 3.50, at 12:30.', 'sentence']]);
  });

  test('clauses are cut only where asked, and never torn off short', () => {
    const text = 'Well, that would be three pounds fifty, please, and thank you very much.';
    expect(cut(text)).toHaveLength(1);
    expect(cut(text, byClause)).toEqual([
      ['Well, that would be three pounds fifty,', 'clause'],
      ['please, and thank you very much.', 'sentence'],
    ]);
  });

  test('what is too long is cut at a clause, else at a space', () => {
    const limits = { maxChars: 30, minChars: 5, clauses: false };
    for (const [text] of cut('one two three, four five six seven eight nine ten eleven twelve', limits)) {
      expect(text.length).toBeLessThanOrEqual(30);
    }
    expect(cut('one two three, four five six seven eight', limits)[0]).toEqual(['one two three,', 'clause']);
  });

  test('pieces lie in the text, in order, lose no word, and none is too long', () => {
    const text = fc.array(fc.constantFrom('word', 'a', '12,5', '. ', ', ', '! ', ' — ', ' ', '…', '👍', 'długie'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, fc.boolean(), (parts, clauses) => {
        const given = parts.join('');
        const pieces = speechPieces(given, { maxChars: 40, minChars: 6, clauses });
        let from = 0;
        for (const piece of pieces) {
          expect(given.slice(piece.start, piece.start + piece.text.length)).toBe(piece.text);
          expect(given.slice(from, piece.start)).not.toMatch(/[\p{L}\p{N}]/u);
          expect(piece.text.length).toBeLessThanOrEqual(41);
          from = piece.start + piece.text.length;
        }
        expect(given.slice(from)).not.toMatch(/[\p{L}\p{N}]/u);
      }),
    );
  });
});
