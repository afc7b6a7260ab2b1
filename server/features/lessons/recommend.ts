import type { AlignedWord, AnswerVerdict, Recommendation } from '../../../wire/effects.ts';

/** What to do next, by what was amiss. `attempt` is 1 for the first try; a spoken answer has no alignment, but a word to work on. */
export function recommend(
  verdict: AnswerVerdict,
  alignment: readonly AlignedWord[],
  attempt: number,
  focus: string | null,
): Recommendation {
  switch (verdict) {
    case 'right':
      return 'proceed';
    case 'unsure':
      return 'slow_down';
    case 'not-understood':
      return attempt > 1 ? 'full_retry' : 'slow_down';
    case 'wrong-form':
      return 'repeat_core';
    case 'close':
    case 'wrong':
      return alignment.length === 0 && focus !== null ? 'repeat_focus_word' : byWords(verdict, alignment);
  }
}

function byWords(verdict: 'close' | 'wrong', alignment: readonly AlignedWord[]): Recommendation {
  const amiss = alignment.filter(({ mark }) => mark !== 'right' && mark !== 'diacritics');
  if (amiss.length === 0) return verdict === 'close' ? 'proceed' : 'full_retry';
  if (amiss.length === 1) return 'repeat_focus_word';
  return amiss.length * 2 <= alignment.length ? 'repeat_core' : 'full_retry';
}
