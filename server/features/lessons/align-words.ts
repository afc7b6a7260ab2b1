import type { AlignedWord, ErrorType } from '../../../wire/effects.ts';
import { editDistance, plainText, similarity, withoutMarks } from './answer-text.ts';
import { bareSoundKey, soundKey } from './sound-key.ts';

/** One word that is compared; several may come of one written word, as `I'd` is `i would`. */
interface Token {
  plain: string;
  sound: string;
  written: string;
  /** Place of the written word in its text. */
  at: number;
}

export interface Pair {
  /** Plain; undefined for what was left out or added. */
  wanted: string | undefined;
  said: string | undefined;
  /** Places of the written words, -1 where there is none. */
  wantedAt: number;
  saidAt: number;
  mark: AlignedWord['mark'];
}

export interface Alignment {
  pairs: readonly Pair[];
  /** For a page: by written words, in the order of what was wanted. */
  words: AlignedWord[];
}

/** What one letter amiss in a long word costs beside a word left out. */
const swapWeight = 1.5;

/** Aligns what was said with what was wanted, word by word. Case and punctuation count for nothing. */
export function alignWords(said: string, wanted: string, language: string): Alignment {
  const left = tokensOf(said, language);
  const right = tokensOf(wanted, language);
  const pairs = withMoves(shortestPairs(left, right, language), language);
  return { pairs, words: byWrittenWords(pairs, left, right) };
}

function tokensOf(text: string, language: string): Token[] {
  return text
    .split(/\s+/)
    .filter((word) => plainText(word, language) !== '')
    .flatMap((word, at) =>
      plainText(word, language)
        .split(' ')
        .map((plain) => ({ plain, sound: soundKey(plain, language), written: trimmed(word), at })),
    );
}

const trimmed = (word: string): string => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

function shortestPairs(said: readonly Token[], wanted: readonly Token[], language: string): Pair[] {
  const cost: number[][] = [];
  const swapCost = swapCosts();
  const at = (row: number, column: number): number => cost[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i <= said.length; i++) {
    const row: number[] = [];
    cost.push(row);
    for (let j = 0; j <= wanted.length; j++) {
      if (i === 0 || j === 0) row.push(i + j);
      else {
        const swap = at(i - 1, j - 1) + swapCost(said[i - 1], wanted[j - 1]);
        row.push(Math.min(swap, at(i - 1, j) + 1, at(i, j - 1) + 1));
      }
    }
  }
  const pairs: Pair[] = [];
  for (let i = said.length, j = wanted.length; i > 0 || j > 0; ) {
    const here = at(i, j);
    if (j > 0 && here === at(i, j - 1) + 1) pairs.push(pairOf(undefined, wanted[--j], language));
    else if (i > 0 && here === at(i - 1, j) + 1) pairs.push(pairOf(said[--i], undefined, language));
    else pairs.push(pairOf(said[--i], wanted[--j], language));
  }
  return pairs.reverse();
}

/** What it costs to take one word for another. The same two words meet again and again in a long text: they are compared once. */
function swapCosts(): (said: Token | undefined, wanted: Token | undefined) => number {
  const known = new Map<string, number>();
  return (said, wanted) => {
    if (!said || !wanted || said.plain === wanted.plain) return 0;
    if (said.sound === wanted.sound) return 0.1;
    const pair = `${said.plain} ${wanted.plain}`;
    const cost = known.get(pair) ?? swapWeight * (1 - similarity(said.plain, wanted.plain));
    known.set(pair, cost);
    return cost;
  };
}

function pairOf(said: Token | undefined, wanted: Token | undefined, language: string): Pair {
  return {
    wanted: wanted?.plain,
    said: said?.plain,
    wantedAt: wanted?.at ?? -1,
    saidAt: said?.at ?? -1,
    mark: markOf(said?.plain, wanted?.plain, language),
  };
}

function markOf(said: string | undefined, wanted: string | undefined, language: string): Pair['mark'] {
  if (said === undefined) return 'missing';
  if (wanted === undefined) return 'extra';
  if (said === wanted) return 'right';
  if (withoutMarks(said) === withoutMarks(wanted)) return 'diacritics';
  if (bareSoundKey(said, language) === bareSoundKey(wanted, language)) return 'spelling';
  return isSlip(said, wanted) && !otherEnding(said, wanted) ? 'spelling' : 'wrong';
}

/** A slip of the finger, not another word: one letter in four or more, two in eight or more; diacritics hardly count. */
export function isSlip(said: string, wanted: string): boolean {
  const distance = editDistance(said, wanted);
  return distance < 1 || (wanted.length >= 4 && distance < 2) || (wanted.length >= 8 && distance < 3);
}

/** Only the last letters differ: another form of the word, as `herbata` for `herbatę`, is no misspelling. */
function otherEnding(said: string, wanted: string): boolean {
  let same = 0;
  while (same < said.length && said[same] === wanted[same]) same++;
  return same >= Math.min(said.length, wanted.length) - 2 && same > 0 && said.at(-1) !== wanted.at(-1);
}

/** A word left out here and added there has moved. */
function withMoves(pairs: readonly Pair[], language: string): Pair[] {
  const moved = pairs.map((pair) => ({ ...pair }));
  const extras = Map.groupBy(
    moved.filter(({ mark }) => mark === 'extra'),
    ({ said }) => bareSoundKey(said ?? '', language),
  );
  const taken = new Set<Pair>();
  for (const pair of moved) {
    if (pair.mark !== 'missing') continue;
    const from = extras.get(bareSoundKey(pair.wanted ?? '', language))?.shift();
    if (!from) continue;
    Object.assign(pair, { said: from.said, saidAt: from.saidAt, mark: 'moved' });
    // What stood there is told where it belongs.
    taken.add(from);
  }
  return moved.filter((pair) => !taken.has(pair));
}

/** From a slip to another answer. */
export const severity: readonly Pair['mark'][] = [
  'right',
  'diacritics',
  'spelling',
  'moved',
  'extra',
  'missing',
  'wrong',
];

export const errorTypes: Readonly<Record<AlignedWord['mark'], ErrorType | null>> = {
  right: null,
  diacritics: 'diacritics',
  spelling: 'spelling',
  moved: 'order',
  extra: 'extra_word',
  missing: 'missing_word',
  wrong: 'word_choice',
};

/** What is most amiss in the words, if anything is. */
export function errorOfWords(words: readonly AlignedWord[]): ErrorType | null {
  const worst = Math.max(0, ...words.map(({ mark }) => severity.indexOf(mark)));
  return errorTypes[severity[worst] ?? 'right'];
}

function byWrittenWords(pairs: readonly Pair[], said: readonly Token[], wanted: readonly Token[]): AlignedWord[] {
  const written = (tokens: readonly Token[], at: number): string => tokens.find((one) => one.at === at)?.written ?? '';
  const words: (AlignedWord & { wantedAt: number; saidAt: number })[] = [];
  for (const { wantedAt, saidAt, mark } of pairs) {
    // `I would` for `I'd` is one word of the answer, whatever stands between.
    const same = words.find((word) =>
      wantedAt >= 0 ? word.wantedAt === wantedAt : word.saidAt === saidAt && word === words.at(-1),
    );
    const text = wantedAt < 0 ? '' : written(wanted, wantedAt);
    const spoken = saidAt < 0 ? '' : written(said, saidAt);
    if (!same) {
      words.push({ text, said: spoken, mark, wantedAt, saidAt });
      continue;
    }
    if (saidAt >= 0 && same.saidAt !== saidAt) {
      same.said = `${same.said} ${spoken}`.trim();
      same.saidAt = saidAt;
    }
    if (severity.indexOf(mark) > severity.indexOf(same.mark)) same.mark = mark;
    // A part of it is there.
    if (same.text !== '' && same.said !== '' && (same.mark === 'missing' || same.mark === 'extra')) same.mark = 'wrong';
  }
  return words.map(({ text, said: spoken, mark }) => ({ text, said: spoken, mark }));
}
