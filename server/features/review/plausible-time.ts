import type { Memory } from './memory.ts';

/** Before Anki was there, nobody kept a log like this; after the latest, intervals would leave the calendar. */
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2300, 0, 1);

/** A time that others told of, held to a calendar that everything after it can be counted in. */
export const plausibleTime = (at: Date): Date => {
  const ms = at.getTime();
  return Number.isFinite(ms) ? new Date(Math.min(LATEST, Math.max(EARLIEST, ms))) : new Date(EARLIEST);
};

export const plausibleMemory = (memory: Memory): Memory => ({
  ...memory,
  due: plausibleTime(memory.due),
  lastReview: memory.lastReview && plausibleTime(memory.lastReview),
  firstReview: memory.firstReview && plausibleTime(memory.firstReview),
});
