import type { GrammarFinding } from '../../ports/grammar/port.ts';
import { nearEnough, seemsForeign } from '../../ports/grammar/spelling-doubt.ts';

/** What the engine says, as it comes from the worker. */
export interface HarperLint {
  rule: string;
  kind: string;
  start: number;
  end: number;
  message: string;
  suggestions: readonly string[];
}

/** Kinds of lint that are errors and not taste. Style, readability, punctuation, typos by guess and regional words are not for learners. */
const errorKinds: Readonly<Record<string, string>> = {
  Grammar: 'OTHER',
  Agreement: 'VERB:SVA',
  Usage: 'OTHER',
  Spelling: 'SPELL',
};

/** Rules of other kinds that are reliable too, and better names for the kinds of some. */
const kindOfRule: Readonly<Record<string, string>> = {
  PronounVerbAgreement: 'VERB:SVA',
  PronounInflectionBe: 'VERB:SVA',
  NominalWants: 'VERB:SVA',
  RegularIrregulars: 'MORPH',
  DidPast: 'VERB:FORM',
  ModalOf: 'VERB:FORM',
  AnA: 'DET',
  SinceDuration: 'PREP',
  Discuss: 'PREP',
  AdjectiveDoubleDegree: 'ADJ:FORM',
  TheirToThere: 'ORTH',
  CapitalizePersonalPronouns: 'ORTH',
};

/** Seen to fire on correct sentences: “It’s half past three”. */
const unreliable = new Set(['ItsPossessive']);

/** What is written and not said. */
const written = new Set(['SPELL', 'ORTH']);

/** Suggestions of one finding; more do not help a learner. */
const maxSuggestions = 3;

/** The finding that `lint` stands for, or nothing when it is none for a learner. `words` are lower case. */
export function findingOfLint(
  lint: HarperLint,
  text: string,
  spoken: boolean,
  words: ReadonlySet<string>,
): GrammarFinding | undefined {
  const kind = kindOfRule[lint.rule] ?? errorKinds[lint.kind];
  if (kind === undefined || unreliable.has(lint.rule) || (spoken && written.has(kind))) return undefined;
  if (kind === 'SPELL' && isNoMisspelling(text.slice(lint.start, lint.end), lint.suggestions, words)) return undefined;
  return {
    start: lint.start,
    end: lint.end,
    kind,
    rule: `harper.${lint.rule}`,
    // Harper marks quoted words as code.
    message: lint.message.replace(/`([^`]*)`/gu, '“$1”'),
    suggestions: lint.suggestions.slice(0, maxSuggestions),
  };
}

/** Names begin with a capital; a lost apostrophe (`Dont`) is an error all the same. */
function isNoMisspelling(word: string, suggestions: readonly string[], words: ReadonlySet<string>): boolean {
  if (words.has(word.toLowerCase()) || /\d/u.test(word)) return true;
  if (suggestions.some((one) => one.replace(/['’]/gu, '') === word && one !== word)) return false;
  return /\p{Lu}/u.test(word) || !suggestions.some((one) => nearEnough(word, one));
}

/** True when so many words are unknown that the text is in another language. */
export function isForeign(lints: readonly HarperLint[], text: string): boolean {
  const unknown = lints.filter((lint) => lint.kind === 'Spelling').length;
  return seemsForeign(text, 'en', text.match(/\p{L}+/gu)?.length ?? 0, unknown);
}
