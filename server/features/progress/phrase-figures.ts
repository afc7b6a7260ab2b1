import type { DayFact } from './facts.ts';
import { firstTries, inOrder } from './first-tries.ts';

export interface PhraseFigures {
  language: string;
  /** The right answer that was last meant; empty while none is known. */
  text: string;
  asked: number;
  missed: number;
  /** When it had been found alone on a second day. */
  masteredAt: Date | null;
  lastAt: Date;
}

/** How one exchange of a lesson goes, from all answers ever given to it. */
export function phraseFigures(answers: readonly DayFact[]): PhraseFigures | undefined {
  const ordered = inOrder(answers);
  const last = ordered.at(-1);
  if (!last) return undefined;
  const tries = firstTries(ordered);
  const right = tries.filter((one) => one.right);
  const second = right.find(({ fact }) => fact.day !== right[0]?.fact.day);
  return {
    language: last.language,
    text: ordered.findLast(({ text }) => text !== '')?.text ?? '',
    asked: tries.length,
    missed: tries.length - right.length,
    masteredAt: second?.fact.at ?? null,
    lastAt: last.at,
  };
}
