/** A part of a longer text, synthesised as one job. */
export interface SpeechPiece {
  text: string;
  /** Offset of `text` in the whole, UTF-16 units. */
  start: number;
  /** What stands at its end: a sentence's end, a clause's end, or only a space where it was too long. */
  end: 'sentence' | 'clause' | 'space' | 'text';
}

const sentenceEnd = /[.!?…]+["'”’»)\]]*(?=\s)/gu;
const clauseEnd = /[,;:](?=\s)|\s[–—-](?=\s)/gu;

/**
 * Cuts `text` into pieces: after each sentence, and inside a sentence at clauses (`clauses: true`) or where it is over `maxChars`. A clause
 * under `minChars` is not cut off: it would sound torn. Pieces without a letter or digit are left out.
 */
export function speechPieces(
  text: string,
  limits: { maxChars: number; clauses: boolean; minChars: number },
): SpeechPiece[] {
  const pieces: SpeechPiece[] = [];
  let from = 0;
  for (const to of [...endsOf(text, sentenceEnd), text.length]) {
    for (const piece of sentencePieces(text.slice(from, to), limits)) {
      const end =
        piece.end === 'text'
          ? to < text.length || /[.!?…]["'”’»)\]]*\s*$/u.test(text)
            ? 'sentence'
            : 'text'
          : piece.end;
      if (/[\p{L}\p{N}]/u.test(piece.text)) pieces.push({ text: piece.text, start: from + piece.start, end });
    }
    from = to;
  }
  return pieces;
}

function sentencePieces(
  sentence: string,
  limits: { maxChars: number; clauses: boolean; minChars: number },
): SpeechPiece[] {
  const clauses = endsOf(sentence, clauseEnd);
  const pieces: SpeechPiece[] = [];
  let from = 0;
  while (from < sentence.length) {
    const rest = sentence.length - from;
    const fits = clauses.filter((end) => end - from >= limits.minChars && sentence.length - end >= limits.minChars);
    const clause = limits.clauses
      ? fits.find((end) => end > from && end - from <= limits.maxChars)
      : rest > limits.maxChars
        ? fits.findLast((end) => end > from && end - from <= limits.maxChars)
        : undefined;
    const cut =
      clause ?? (rest > limits.maxChars ? lastSpace(sentence, from, from + limits.maxChars) : sentence.length);
    pieces.push({
      text: sentence.slice(from, cut),
      start: from,
      end: cut === sentence.length ? 'text' : clause ? 'clause' : 'space',
    });
    from = cut;
  }
  return pieces;
}

function endsOf(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map((found) => found.index + found[0].length);
}

function lastSpace(text: string, from: number, to: number): number {
  const at = text.lastIndexOf(' ', to);
  if (at > from) return at;
  // A single endless word: never between the halves of one character.
  const half = text.charCodeAt(to);
  return half >= 0xdc00 && half <= 0xdfff ? to + 1 : to;
}
