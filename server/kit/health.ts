import type { Clock } from './clock.ts';
import { limited } from './limit.ts';

/** One part's own word on itself; `detail` is safe to show to an operator. */
export interface Health {
  ok: boolean;
  detail: string;
}

/** Asks every part at once. A part that throws or takes over `limitMs` is not ok; the answer always comes. */
export async function gatherHealth(
  parts: Readonly<Record<string, () => Promise<Health>>>,
  clock: Pick<Clock, 'after'>,
  limitMs: number,
  signal: AbortSignal,
): Promise<{ ok: boolean; parts: Record<string, Health> }> {
  const late = (): Error => new Error(`no answer within ${limitMs} ms`);
  const answers = await Promise.all(
    Object.entries(parts).map(async ([name, ask]): Promise<[string, Health]> => {
      try {
        return [name, await limited(clock, limitMs, late, ask, signal)];
      } catch (error) {
        return [name, { ok: false, detail: error instanceof Error ? error.message : 'unknown failure' }];
      }
    }),
  );
  return { ok: answers.every(([, health]) => health.ok), parts: Object.fromEntries(answers) };
}
