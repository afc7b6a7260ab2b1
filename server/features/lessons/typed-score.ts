import { editDistance, plainText, similarity, withoutMarks } from './answer-text.ts';

/** How near a typed answer is to one expected text. */
export interface TypedScore {
  /** 0 to 1. */
  score: number;
  /** `exact`: the same but for case, punctuation and diacritics. */
  band: 'exact' | 'high' | 'medium' | 'low';
  /** The expected word that is missing, misspelt or said otherwise. */
  focus: string | null;
}

/** Words that may be left out, added or moved without changing the answer; without their marks. */
const courtesies = new Set(
  'please thanks thank you hello hi hey sorry excuse me prosze poprosze dziekuje dzien dobry przepraszam'.split(' '),
);
const isCourtesy = (word: string): boolean => courtesies.has(withoutMarks(word));

/** Short words that turn an answer into another one. */
const weighty = new Set('no not nor nie bez'.split(' '));

/** What a typed answer of `length` letters must reach to count as the expected one: longer texts forgive more. */
export const highThreshold = (length: number): number =>
  Math.min(0.85, Math.max(0.7, 0.85 - Math.min(0.15, length / 200)));

/**
 * Text similarity, joined with the similarity of sound (0 to 1) where the caller has it. A word swapped for another keeps
 * the band at `medium`, however long the rest: "a large coffee" is not "a small coffee".
 */
export function scoreTyped(typed: string, expected: string, language: string, soundSimilarity?: number): TypedScore {
  const said = plainText(typed, language);
  const wanted = plainText(expected, language);
  const saidWords = said.split(' ');
  const wantedWords = wanted.split(' ');
  const saidCore = saidWords.filter((word) => !isCourtesy(word));
  const wantedCore = wantedWords.filter((word) => !isCourtesy(word));
  // An answer that is all courtesy is compared as it is.
  const bare = saidCore.length > 0 && wantedCore.length > 0;
  const byText = Math.max(
    similarity(said, wanted),
    bare ? courtesyWeight * similarity(saidCore.join(' '), wantedCore.join(' ')) : 0,
  );
  const score = soundSimilarity === undefined ? byText : 0.7 * byText + 0.3 * soundSimilarity;
  const words = bare ? compareWords(saidCore, wantedCore) : compareWords(saidWords, wantedWords);
  const unsaidCourtesy = saidWords.some(isCourtesy) ? undefined : wantedWords.find(isCourtesy);
  const focusWord = words.focus ?? unsaidCourtesy ?? null;
  const focus = focusWord === null ? null : asWritten(focusWord, expected, language);
  if (editDistance(said, wanted, 0) === 0) return { score, band: 'exact', focus };
  const high = highThreshold(wanted.length);
  const band = score >= high && !words.changed ? 'high' : score >= high - 0.25 ? 'medium' : 'low';
  return { score, band, focus };
}

/** What courtesies left out or put elsewhere leave of the score. */
const courtesyWeight = 0.95;

/** The word as the author wrote it, when it stands there alone (a contraction may have been taken apart). */
function asWritten(plain: string, expected: string, language: string): string {
  const words = expected.split(/\s+/).map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
  return words.find((word) => plainText(word, language).split(' ').includes(plain)) ?? plain;
}

/** Aligns two lists of plain words. `changed`: a word that matters was swapped, left out or added. */
function compareWords(said: readonly string[], wanted: readonly string[]): { focus: string | null; changed: boolean } {
  const cost: number[][] = [];
  for (let i = 0; i <= said.length; i++) {
    const row: number[] = [];
    for (let j = 0; j <= wanted.length; j++) {
      if (i === 0 || j === 0) row.push(i + j);
      else {
        const swap = (cost[i - 1]?.[j - 1] ?? 0) + 1.5 * (1 - similarity(said[i - 1] ?? '', wanted[j - 1] ?? ''));
        row.push(Math.min(swap, (cost[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
      }
    }
    cost.push(row);
  }
  let focus: string | null = null;
  let changed = false;
  let i = said.length;
  let j = wanted.length;
  const at = (row: number, column: number): number => cost[row]?.[column] ?? Number.POSITIVE_INFINITY;
  while (i > 0 || j > 0) {
    const here = at(i, j);
    if (j > 0 && here === at(i, j - 1) + 1) {
      j--;
      focus = wanted[j] ?? null;
      changed ||= matters(wanted[j] ?? '');
    } else if (i > 0 && here === at(i - 1, j) + 1) {
      i--;
      changed ||= matters(said[i] ?? '');
    } else {
      i--;
      j--;
      const [saidWord = '', wantedWord = ''] = [said[i], wanted[j]];
      if (saidWord === wantedWord) continue;
      focus = wantedWord;
      changed ||= !isSlip(saidWord, wantedWord);
    }
  }
  return { focus, changed };
}

const matters = (word: string): boolean =>
  weighty.has(word) || (word.length > 3 && !courtesies.has(withoutMarks(word)));

/** A slip of the finger, not another word: one letter in four or more, two in eight or more; diacritics hardly count. */
function isSlip(said: string, wanted: string): boolean {
  const distance = editDistance(said, wanted);
  return distance < 1 || (wanted.length >= 4 && distance < 2) || (wanted.length >= 8 && distance < 3);
}
