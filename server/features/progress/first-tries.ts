import { type DayFact, isRight } from './facts.ts';

export interface FirstTry {
  fact: DayFact;
  /** Right, with no hint and nothing given away. */
  right: boolean;
}

/** What was not understood is the recogniser's doubt and no try of the learner's. */
const understood = (verdict: string): boolean => verdict !== 'unsure' && verdict !== 'not-understood';

/** The first understood answer of each time an exchange was asked. `answers` in order of time. */
export function firstTries(answers: readonly DayFact[]): FirstTry[] {
  const found: FirstTry[] = [];
  const asked = new Map<string, { attempt: number; done: boolean }>();
  for (const fact of answers) {
    if (fact.kind !== 'answer') continue;
    const place = `${fact.lesson}\n${fact.item}`;
    const before = asked.get(place);
    // A count that does not go up means that the exchange was asked anew.
    const anew = !before || fact.attempt <= before.attempt;
    const done = !anew && before.done;
    if (!done && understood(fact.verdict)) found.push({ fact, right: isRight(fact.verdict) && !fact.helped });
    asked.set(place, { attempt: fact.attempt, done: done || understood(fact.verdict) });
  }
  return found;
}

/** Order of what happened, the same however it arrived. */
export function inOrder<T extends { at: Date; id: string }>(facts: readonly T[]): T[] {
  return [...facts].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
