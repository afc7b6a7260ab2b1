import type { Recording } from './recordings.ts';
import { heldOut, shipped } from './rejection.ts';
import { type Condition, conditions, spoil } from './spoiled-sound.ts';
import { quantile, seededRandom, share, written } from './statistics.ts';
import type { Table } from './tables.ts';
import type { Listener, Trial } from './trials.ts';
import { type Ears, firstTurn, soundOfTurn } from './turn-bounds.ts';

export interface Plan {
  /** Lists drawn for each recording and count in clean sound; spoiled sound has one, of `spoiledCount` phrases. */
  draws: number;
  counts: readonly number[];
  spoiledCount: number;
}

interface Cell {
  condition: Condition;
  count: number;
  trials: Trial[];
}

/** Every recording, as the engine's ears cut it out, among so many phrases: clean, in noise, over a telephone. */
export async function englishTables(
  recordings: readonly Recording[],
  listener: Listener,
  ears: Ears,
  plan: Plan,
  progress: (done: string) => void,
): Promise<Table[]> {
  const texts = [...new Set(recordings.map((recording) => recording.said))];
  const cells: Cell[] = conditions.flatMap((condition) =>
    (condition === 'clean' ? plan.counts : [plan.spoiledCount]).map((count) => ({ condition, count, trials: [] })),
  );
  let unheard = 0;
  for (const [at, recording] of recordings.entries()) {
    const random = seededRandom(at + 1);
    for (const condition of conditions) {
      const spoiled = spoil(recording.samples, condition, random);
      const turn = firstTurn(await ears.stretches(spoiled), 800);
      if (!turn) unheard += 1;
      const sound = turn ? soundOfTurn(spoiled, turn) : new Int16Array(0);
      for (const cell of cells.filter((one) => one.condition === condition)) {
        for (let draw = 0; draw < (condition === 'clean' ? plan.draws : 1); draw += 1) {
          for (const listed of [true, false]) {
            cell.trials.push(await listener.tryOut(recording, sound, texts, cell.count, listed, random));
          }
        }
      }
    }
    progress(`${at + 1} of ${recordings.length} recordings`);
  }
  const groups = [...new Set(recordings.map((recording) => recording.group))];
  return [
    ...groups.map((group) => accuracyTable(group, cells)),
    ...groups.map((group) => rejectionTable(group, cells)),
    latencyTable(cells, unheard),
  ];
}

function accuracyTable(group: string, cells: readonly Cell[]): Table {
  return {
    title: `English, ${group}: the right phrase of the list (share, count, 95 % interval)`,
    head: [
      'sound',
      'phrases',
      'right',
      'right and heard',
      'right and heard or unsure',
      'unlisted taken as heard',
      '… as heard or unsure',
    ],
    rows: cells.map(({ condition, count, trials }) => {
      const mine = trials.filter((trial) => trial.group === group);
      const [listed, unlisted] = [mine.filter((trial) => trial.listed), mine.filter((trial) => !trial.listed)];
      const heard = (trial: Trial): boolean => trial.hearing.verdict === 'heard';
      const perhaps = (trial: Trial): boolean => trial.hearing.verdict !== 'unknown';
      return [
        condition,
        String(count),
        written(share(listed, (trial) => trial.right)),
        written(share(listed, (trial) => trial.right && heard(trial))),
        written(share(listed, (trial) => trial.right && perhaps(trial))),
        written(share(unlisted, heard)),
        written(share(unlisted, perhaps)),
      ];
    }),
  };
}

function rejectionTable(group: string, cells: readonly Cell[]): Table {
  const percent = (rate: number): string => `${(rate * 100).toFixed(1)} %`;
  return {
    title: `English, ${group}: threshold chosen on half of the speakers, counted on the others (mean of 20 two-fold splits)`,
    head: [
      'sound',
      'phrases',
      'trials',
      'right and accepted',
      'false accepts',
      'shipped: right and heard',
      'shipped: false',
    ],
    rows: cells.map(({ condition, count, trials }) => {
      const mine = trials.filter((trial) => trial.group === group);
      const chosen = heldOut(mine);
      const fixed = shipped(mine, false);
      return [
        condition,
        String(count),
        String(mine.length),
        percent(chosen.accepted),
        percent(chosen.falseAccepts),
        percent(fixed.accepted),
        percent(fixed.falseAccepts),
      ];
    }),
  };
}

function latencyTable(cells: readonly Cell[], unheard: number): Table {
  const row = (name: string, trials: readonly Trial[]): string[] => {
    const times = trials.map((trial) => trial.finalMs);
    return [name, ...[0.5, 0.9, 0.99].map((part) => `${quantile(times, part).toFixed(0)} ms`), String(times.length)];
  };
  const clean = cells.filter((cell) => cell.condition === 'clean').flatMap((cell) => cell.trials);
  return {
    title: `From the last sound to the result, on this machine as it was (turns in which no speech was noticed: ${unheard})`,
    head: ['utterances', 'p50', 'p90', 'p99', 'results'],
    rows: [
      row(
        'clean, heard',
        clean.filter((trial) => trial.hearing.verdict === 'heard'),
      ),
      row(
        'clean, unsure or unknown',
        clean.filter((trial) => trial.hearing.verdict !== 'heard'),
      ),
      row(
        'all',
        cells.flatMap((cell) => cell.trials),
      ),
    ],
  };
}
