// An hour of simulated talk in virtual time: how long it takes, and whether memory stays flat.
//   node bench/virtual-hour.ts [--quick]
import { measureIn } from './measure/child.ts';
import { type Row, row, table } from './measure/rows.ts';
import { rounded } from './measure/statistics.ts';
import type { HourResult, HourTask } from './virtual-hour-run.ts';

const script = new URL('./virtual-hour-run.ts', import.meta.url);
/** The conversation's own history is bounded. */
const HISTORY_ITEMS = 200;
/** What the heap may differ by between two collections of a program that keeps nothing. */
const NOISE_KB = 300;

export async function benchVirtualHour(quick: boolean): Promise<Row[]> {
  const minutes = quick ? 12 : 60;
  const { wallMs, cpuMs, turns, interrupted, heapKb, outsideKb, historyItems, pending, timers } =
    await measureIn<HourResult>(script, { minutes } satisfies HourTask);
  const [, sixth, end] = heapKb;
  return [
    row(`${minutes} minutes of talk in virtual time`, 's', rounded(wallMs / 1_000), {
      target: (2 * minutes) / 60,
      note: `${rounded(cpuMs / 1_000)} s of processor; ${turns} turns, ${interrupted} interrupted`,
    }),
    row(`heap grown from minute ${minutes / 6} to ${minutes}`, 'kB', end - sixth, {
      target: NOISE_KB,
      note: `after 1, ${minutes / 6} and ${minutes} min: ${heapKb.join(', ')} kB`,
    }),
    row(`buffers outside the heap grown from minute ${minutes / 6} to ${minutes}`, 'kB', outsideKb[2] - outsideKb[1], {
      target: NOISE_KB,
    }),
    row('items in the history', 'items', historyItems, { target: HISTORY_ITEMS }),
    row('tasks and timers left after its end', '', pending + timers, { target: 0 }),
  ];
}

if (import.meta.main) console.log(table(await benchVirtualHour(process.argv.includes('--quick'))));
