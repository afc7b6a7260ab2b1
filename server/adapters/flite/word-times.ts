import type { SpokenWord } from '../../ports/text-to-speech/port.ts';
import type { WrittenWord } from '../../ports/text-to-speech/written-words.ts';
import type { TimedPhone } from './flite-module.ts';

/**
 * Times of `words` from the times of the phones, when it is known how many phones each word has. Where the sum does not fit (a word is said
 * otherwise in company than alone) each gets its share of those there are.
 */
export function wordTimes(
  words: readonly WrittenWord[],
  counts: readonly number[],
  phones: readonly TimedPhone[],
): SpokenWord[] {
  const spoken = phones
    .map((phone, at) => ({ ...phone, startMs: phones[at - 1]?.endMs ?? 0 }))
    .filter((phone) => phone.phone !== 'pau');
  const sum = counts.reduce((total, count) => total + count, 0);
  const scale = sum === 0 ? 0 : spoken.length / sum;
  let done = 0;
  return words.map((word, at) => {
    const from = Math.round(done * scale);
    done += counts[at] ?? 0;
    const to = Math.round(done * scale);
    const startMs = spoken[from]?.startMs ?? spoken.at(-1)?.endMs ?? 0;
    const endMs = to > from ? (spoken[to - 1]?.endMs ?? startMs) : startMs;
    return { text: word.text, textStart: word.start, textEnd: word.end, startMs, endMs };
  });
}

/** The numbers of phones between pauses. */
export function phoneGroups(phones: readonly TimedPhone[]): number[] {
  const groups: number[] = [];
  let open = false;
  for (const { phone } of phones) {
    if (phone === 'pau') {
      open = false;
      continue;
    }
    if (open) groups[groups.length - 1] = (groups.at(-1) ?? 0) + 1;
    else groups.push(1);
    open = true;
  }
  return groups;
}
