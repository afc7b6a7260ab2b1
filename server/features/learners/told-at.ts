/** A clock that has lost its date tells of days before anybody learned here; calendars and streaks would begin there. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
/** An event from a clock that runs ahead counts as happening now. */
const AHEAD_MS = 60_000;

/** When something happened, as a client tells of it: held between the first day that can be meant and now. */
export const toldAt = (at: string, now: Date): Date =>
  new Date(Math.min(Math.max(Date.parse(at), EARLIEST_MS), now.getTime() + AHEAD_MS));
