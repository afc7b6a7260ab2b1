import { readFile } from 'node:fs/promises';
import { createHunspellFromStrings } from 'hunspell-wasm';
import { serveJobs } from '../../kit/worker-jobs.ts';
import { seemsForeign } from '../../ports/grammar/spelling-doubt.ts';
import { diacriticVariants } from './diacritics.ts';
import { modernWords } from './modern-words.ts';

export type HunspellJob =
  /** Is each word one? What else could the others be? */
  { kind: 'check'; text: string; words: readonly string[] } | { kind: 'lemmas'; words: readonly string[] };

export interface CheckedWord {
  known: boolean;
  /** The same letters with other diacritics. */
  diacritics: readonly string[];
  /** Other words that are near, the engine's best first. */
  near: readonly string[];
}

export type HunspellAnswer =
  | { kind: 'checked'; words: readonly CheckedWord[] }
  | { kind: 'lemmas'; lemmas: readonly (readonly string[])[] };

// The package's own entry reads both files as bytes and keeps them for ever: 5 MB.
const dictionaryEntry = import.meta.resolve('dictionary-pl');
const [affixes, dictionary] = await Promise.all(
  ['index.aff', 'index.dic'].map((file) => readFile(new URL(file, dictionaryEntry), 'utf8')),
);
const hunspell = await createHunspellFromStrings(affixes ?? '', dictionary ?? '');
for (const [word, like] of modernWords) {
  if (like === undefined) hunspell.addWord(word);
  else hunspell.addWordWithAffix(word, like);
}

/** A search takes up to 0.2 s. */
const maxSearches = 5;

const right: CheckedWord = { known: true, diacritics: [], near: [] };

const known = (word: string): boolean => hunspell.testSpelling(word);

serveJobs<HunspellJob, HunspellAnswer>((job, tools) => {
  if (job.kind === 'lemmas') {
    return tools.emit({ kind: 'lemmas', lemmas: job.words.map((word) => [...new Set(hunspell.stemWord(word))]) });
  }
  const words: CheckedWord[] = job.words.map((word) =>
    known(word) ? right : { known: false, diacritics: diacriticVariants(word).filter(known), near: [] },
  );
  const lost = words.filter((word) => !word.known && word.diacritics.length === 0).length;
  if (seemsForeign(job.text, 'pl', job.words.length, lost))
    return tools.emit({ kind: 'checked', words: job.words.map(() => right) });
  let searches = 0;
  for (const [at, word] of words.entries()) {
    if (tools.stopped()) return;
    if (word.known || word.diacritics.length > 0 || searches === maxSearches) continue;
    searches += 1;
    words[at] = { ...word, near: hunspell.getSpellingSuggestions(job.words[at] ?? '') };
  }
  tools.emit({ kind: 'checked', words });
});
