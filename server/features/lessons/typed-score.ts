import type { AlignedWord, ErrorType } from '../../../wire/effects.ts';
import { alignWords, errorTypes, isSlip, type Pair, severity } from './align-words.ts';
import { editDistance, plainText, similarity, withoutMarks } from './answer-text.ts';
import { soundKey } from './sound-key.ts';

/** How near a typed answer is to one expected text. */
export interface TypedScore {
  /** 0 to 1. */
  score: number;
  /** `exact`: the same but for case, punctuation and diacritics. */
  band: 'exact' | 'high' | 'medium' | 'low';
  /** The expected word that is missing, misspelt or said otherwise. */
  focus: string | null;
  /** What is most amiss; null when nothing is. */
  errorType: ErrorType | null;
  /** Word by word. */
  alignment: readonly AlignedWord[];
}

/** Words that may be left out, added or moved without changing the answer; without their marks. */
const courtesies = new Set(
  'please thanks thank you hello hi hey sorry excuse me prosze poprosze dziekuje dzien dobry przepraszam'.split(' '),
);
const isCourtesy = (word: string): boolean => courtesies.has(withoutMarks(word));

/** Short words that turn an answer into another one. */
const weighty = new Set('no not nor nie bez'.split(' '));

/** What courtesies left out or put elsewhere leave of the score. */
const courtesyWeight = 0.95;
/** What is left of it when the letters are others and the sound is the same. */
const spellingWeight = 0.95;
/** The parts that letters and sound have in the score, where the sound is known. */
const textPart = 0.7;
const soundPart = 0.3;

/** Of a text so much longer less than a third can be right: it is no answer. Comparing is slow, and anybody may type a book. */
const mostTyped = (length: number): number => 3 * length + 60;
const noAnswer: TypedScore = { score: 0, band: 'low', focus: null, errorType: 'extra_word', alignment: [] };

/** What a typed answer of `length` letters must reach to count as the expected one: longer texts forgive more. */
export const highThreshold = (length: number): number =>
  Math.min(0.85, Math.max(0.7, 0.85 - Math.min(0.15, length / 200)));

/**
 * Text similarity, joined with the similarity of sound (0 to 1) where the caller has it. A word swapped for another keeps
 * the band at `medium`, however long the rest: "a large coffee" is not "a small coffee".
 */
export function scoreTyped(typed: string, expected: string, language: string, soundSimilarity?: number): TypedScore {
  if (typed.length > mostTyped(4 * expected.length)) return noAnswer;
  const said = plainText(typed, language);
  const wanted = plainText(expected, language);
  if (said.length > mostTyped(wanted.length)) return noAnswer;
  const byText = textLikeness(said, wanted, language);
  const score = soundSimilarity === undefined ? byText : textPart * byText + soundPart * soundSimilarity;
  const { pairs, words } = alignWords(typed, expected, language);
  const [saidCore, wantedCore] = [withoutCourtesies(said), withoutCourtesies(wanted)];
  // An answer that is all courtesy is compared as it is.
  const bare = saidCore !== '' && wantedCore !== '';
  const core = bare ? alignWords(saidCore, wantedCore, language) : undefined;
  const judged = core?.pairs ?? pairs;
  const unsaid = pairs.some((pair) => isCourtesy(pair.said ?? ''))
    ? undefined
    : pairs.find((pair) => pair.mark === 'missing' && isCourtesy(pair.wanted ?? ''));
  const worst = worstOf(judged) ?? unsaid;
  const exact = editDistance(said, wanted, 0) === 0;
  const focus = focusOf(judged) ?? unsaid;
  const high = highThreshold(wanted.length);
  const close = score >= high && !judged.some(changes);
  return {
    score,
    band: exact ? 'exact' : close ? 'high' : score >= high - 0.25 ? 'medium' : 'low',
    focus: focus ? asWritten(focus.wanted ?? '', expected, language) : null,
    errorType: worst ? errorTypes[worst.mark] : exact && smallLetters(typed, expected) ? 'case' : null,
    alignment: core ? words.map((word) => unmoved(word, core.words, language)) : words,
  };
}

const withoutCourtesies = (plain: string): string =>
  plain
    .split(' ')
    .filter((word) => !isCourtesy(word))
    .join(' ');

/** What only changed places with a courtesy stands where it should. */
function unmoved(word: AlignedWord, core: readonly AlignedWord[], language: string): AlignedWord {
  if (word.mark !== 'moved') return word;
  const plain = plainText(word.text, language);
  return { ...word, mark: core.find(({ text }) => text === plain)?.mark ?? word.mark };
}

function textLikeness(said: string, wanted: string, language: string): number {
  const sounds = (text: string): string =>
    text
      .split(' ')
      .map((word) => soundKey(word, language))
      .join(' ');
  const [saidCore, wantedCore] = [withoutCourtesies(said), withoutCourtesies(wanted)];
  const bare = saidCore !== '' && wantedCore !== '';
  return Math.max(
    similarity(said, wanted),
    bare ? courtesyWeight * similarity(saidCore, wantedCore) : 0,
    spellingWeight * similarity(sounds(said), sounds(wanted)),
  );
}

/** The first of the worst. */
function worstOf(pairs: readonly Pair[]): Pair | undefined {
  const rank = ({ mark }: Pair): number => severity.indexOf(mark);
  return pairs.reduce<Pair | undefined>(
    (worst, pair) => (pair.mark !== 'right' && rank(pair) > (worst ? rank(worst) : 0) ? pair : worst),
    undefined,
  );
}

/** A word to work on is one of the answer's own. */
const focusOf = (pairs: readonly Pair[]): Pair | undefined => worstOf(pairs.filter(({ mark }) => mark !== 'extra'));

/** A word that matters was swapped, left out, added or put elsewhere. */
function changes({ mark, said, wanted }: Pair): boolean {
  if (mark === 'wrong') return !isSlip(said ?? '', wanted ?? '');
  return (mark === 'missing' || mark === 'extra' || mark === 'moved') && matters(wanted ?? said ?? '');
}

const matters = (word: string): boolean =>
  weighty.has(word) || (word.length > 3 && !courtesies.has(withoutMarks(word)));

/** A name or an English I in small letters; who types a sentence without its first capital is in haste, not in error. */
function smallLetters(typed: string, expected: string): boolean {
  const [said, wanted] = [typed, expected].map((text) => text.trim().split(/\s+/));
  if (!said || !wanted || said.length !== wanted.length) return false;
  return wanted.some((word, at) => {
    const inside = at > 0 && !/[.!?…]["”]?$/.test(wanted[at - 1] ?? '');
    return inside && /^\p{Lu}/u.test(word) && /^\p{Ll}/u.test(said[at] ?? '');
  });
}

/** The word as the author wrote it, when it stands there alone (a contraction may have been taken apart). */
function asWritten(plain: string, expected: string, language: string): string {
  const words = expected.split(/\s+/).map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
  return words.find((word) => plainText(word, language).split(' ').includes(plain)) ?? plain;
}
