import type { CaptionWord } from './talk-state.ts';

export interface CaptionPiece {
  text: string;
  /** Index of the word that this piece is; absent for what stands between words. */
  word?: number;
}

/**
 * A line cut at its caption words, in order. Words are looked up in the text, so that punctuation and spaces keep their
 * place; a word that is not there (the voice reads a number out) is passed over, and its time falls to no piece.
 */
export function captionPieces(text: string, words: readonly CaptionWord[]): CaptionPiece[] {
  const pieces: CaptionPiece[] = [];
  let at = 0;
  for (const [index, word] of words.entries()) {
    const found = word.text === '' ? -1 : text.indexOf(word.text, at);
    // A word found far ahead is another of the same spelling: taking it would skip all between.
    if (found < 0 || found - at > 40) continue;
    if (found > at) pieces.push({ text: text.slice(at, found) });
    pieces.push({ text: word.text, word: index });
    at = found + word.text.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** The word that is heard at `ms`: the last that has begun. -1 before the first. */
export function wordAt(words: readonly CaptionWord[], ms: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] as CaptionWord).startMs <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
