/** Levels are one for each 10 ms, on any logarithmic scale. */

export const FRAME_MS = 10;
/** Sound kept around the loud part: soft consonants begin and end words. */
const MARGIN_MS = 200;

/** Loud is what is nearer to the speech than to the background. */
export function loudFrames(levels: readonly number[]): number[] {
  const sorted = levels.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? 0;
  const middle = (at(0.1) + at(0.85)) / 2;
  return levels.flatMap((level, frame) => (level > middle ? [frame] : []));
}

/** From where to where there is something to hear, in milliseconds. Long silence around speech would shift the mean of its features. */
export function loudPart(levels: readonly number[]): { fromMs: number; toMs: number } {
  const loud = loudFrames(levels);
  const [first = 0, last = levels.length] = [loud[0], loud.at(-1)];
  return {
    fromMs: Math.max(0, first * FRAME_MS - MARGIN_MS),
    toMs: Math.min(levels.length, last + 1) * FRAME_MS + MARGIN_MS,
  };
}
