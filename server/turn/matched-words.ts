import type { ExpectedPhrase } from '../ports/speech-to-text/port.ts';
import { wordsOf } from './words.ts';

/** How many words from the start are those of an expected phrase: what a learner may see as said right while still speaking. */
export function matchedWords(text: string, phrases: readonly ExpectedPhrase[]): number {
  const said = wordsOf(text);
  let most = 0;
  for (const phrase of phrases) {
    const wanted = wordsOf(phrase.text);
    let same = 0;
    while (same < said.length && said[same] === wanted[same]) same++;
    most = Math.max(most, same);
  }
  return most;
}
