import type { Memory } from './memory.ts';

/** Before Anki was there, nobody kept a log like this; after the latest, intervals would leave the calendar. */
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2300, 0, 1);

/** A time that others told of, held to a calendar that everything after it can be counted in. */
export const plausibleTime = (at: Date): Date => {
  const ms = at.getTime();
  return Number.isFinite(ms) ? new Date(Math.min(LATEST, Math.max(EARLIEST, ms))) : new Date(EARLIEST);
};

/** A memory from elsewhere, none of it answered later than `now`: until then no answer would count. */
export const plausibleMemory = (memory: Memory, now: Date): Memory => {
  const past = (at: Date | null): Date | null => at && plausibleTime(at > now ? now : at);
  return {
    ...memory,
    due: plausibleTime(memory.due),
    lastReview: past(memory.lastReview),
    firstReview: past(memory.firstReview),
  };
};
