import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captionPieces, wordAt } from './captions.ts';

const timed = (texts: readonly string[]) => texts.map((text, i) => ({ text, startMs: i * 100, endMs: i * 100 + 90 }));

describe('captions', () => {
  it('cut the line at its words and keep what stands between', () => {
    expect(captionPieces('Well, “hello” there!', timed(['Well', 'hello', 'there']))).toEqual([
      { text: 'Well', word: 0 },
      { text: ', “' },
      { text: 'hello', word: 1 },
      { text: '” ' },
      { text: 'there', word: 2 },
      { text: '!' },
    ]);
  });

  it('tell the same word twice apart', () => {
    const words = captionPieces('a tea and a cake', timed(['a', 'tea', 'and', 'a', 'cake'])).filter(
      (piece) => piece.word !== undefined,
    );
    expect(words.map((piece) => piece.word)).toEqual([0, 1, 2, 3, 4]);
  });

  it('pass over a word that the text writes otherwise', () => {
    expect(captionPieces('That is £4.', timed(['That', 'is', 'four', 'pounds']))).toEqual([
      { text: 'That', word: 0 },
      { text: ' ' },
      { text: 'is', word: 1 },
      { text: ' £4.' },
    ]);
  });

  it('never lose or repeat a letter, whatever the words', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ maxLength: 4 })), (text, words) => {
        expect(
          captionPieces(text, timed(words))
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('find the word that is heard at a time', () => {
    const words = timed(['one', 'two', 'three']);
    expect([-5, 0, 99, 100, 250, 9_000].map((ms) => wordAt(words, ms))).toEqual([-1, 0, 0, 1, 2, 2]);
    expect(wordAt([], 10)).toBe(-1);
  });
});
