import type { GrammarFinding } from '../../ports/grammar/port.ts';
import { nearEnough } from '../../ports/grammar/spelling-doubt.ts';
import { withoutDiacritics } from './diacritics.ts';
import type { CheckedWord } from './hunspell-worker.ts';

export interface WordInText {
  text: string;
  start: number;
  end: number;
  /** First word of the text or of a sentence: its capital says nothing. */
  opens: boolean;
}

/** Suggestions of one finding; more do not help a learner. */
const maxSuggestions = 3;

/** What is said every day: where diacritics leave a choice, it comes first. */
const everyday = new Set([
  ...[
    'dziękuję',
    'proszę',
    'poproszę',
    'przepraszam',
    'cześć',
    'dzień',
    'dobry',
    'lubię',
    'jestem',
    'mam',
    'kawę',
    'herbatę',
    'wodę',
  ],
  ...[
    'mówię',
    'idę',
    'piję',
    'pracuję',
    'uczę',
    'rozumiem',
    'robię',
    'myślę',
    'muszę',
    'mogę',
    'potrzebuję',
    'kupuję',
    'płacę',
    'żegnam',
  ],
  ...[
    'się',
    'też',
    'już',
    'że',
    'więcej',
    'bardzo',
    'także',
    'gdzie',
    'jeść',
    'pić',
    'iść',
    'być',
    'mieć',
    'zupę',
    'sałatkę',
    'bułkę',
  ],
  ...[
    'małą',
    'dużą',
    'małe',
    'duże',
    'kartą',
    'gotówką',
    'zapłacę',
    'wezmę',
    'chciałbym',
    'chciałabym',
    'życzę',
    'języka',
    'język',
  ],
]);

/** The words of `text` that may be misspelt: no names (a capital inside a sentence), no numbers, none that is protected. */
export function wordsToCheck(text: string, protectedWords: ReadonlySet<string>): WordInText[] {
  const words: WordInText[] = [];
  for (const found of text.matchAll(/[\p{L}\p{M}\p{N}@_]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu)) {
    const word = found[0];
    const opens = /(?:^|[.!?…]["”»)]*\s+)["„«(–—-]*\s*$/u.test(text.slice(0, found.index));
    if (word.length < 2 || !/^[\p{L}\p{M}'’-]+$/u.test(word) || protectedWords.has(word.toLowerCase())) continue;
    if (/\p{Lu}/u.test(word.slice(1)) || (!opens && /^\p{Lu}/u.test(word))) continue;
    words.push({ text: word, start: found.index, end: found.index + word.length, opens });
  }
  return words;
}

/** What the dictionary says of one word, as a finding; nothing when it is right, or when there is nothing better to offer. */
export function findingOfWord(word: WordInText, checked: CheckedWord): GrammarFinding | undefined {
  if (checked.known) return undefined;
  const at = { start: word.start, end: word.end };
  const marked = [...checked.diacritics].sort(
    (a, b) => Number(everyday.has(b.toLowerCase())) - Number(everyday.has(a.toLowerCase())),
  );
  if (marked.length > 0) {
    const suggestions = marked.slice(0, maxSuggestions).map((one) => asWritten(one, word.text));
    return {
      ...at,
      kind: 'DIACR',
      rule: 'hunspell.diacritics',
      message: 'Tu brakuje polskich znaków albo jest ich za dużo.',
      suggestions,
    };
  }
  // A capital that opens a sentence may be a name as well; nobody knows.
  if (/^\p{Lu}/u.test(word.text)) return undefined;
  const near = checked.near.filter(
    (one) =>
      !/[\s-]/u.test(one) && !/\p{Lu}/u.test(one) && nearEnough(withoutDiacritics(word.text), withoutDiacritics(one)),
  );
  if (near.length === 0) return undefined;
  const suggestions = near.slice(0, maxSuggestions);
  return { ...at, kind: 'SPELL', rule: 'hunspell.spelling', message: 'Tego słowa nie ma w słowniku.', suggestions };
}

function asWritten(word: string, like: string): string {
  return /^\p{Lu}/u.test(like) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
