import { readFileSync } from 'node:fs';
import { speakPolish } from './mbrola.ts';
import { shipped } from './rejection.ts';
import { seededRandom, share, written } from './statistics.ts';
import type { Table } from './tables.ts';
import type { Listener, Trial } from './trials.ts';

/** Words a minute and pitch: slow and deep, plain, fast and high. */
const WAYS = [
  { name: 'slow', rate: 120, pitch: 30 },
  { name: 'plain', rate: 160, pitch: 50 },
  { name: 'fast', rate: 200, pitch: 70 },
] as const;

/** The parts of a lesson that say what the learner may say. */
interface Lesson {
  dialogues: readonly {
    id: string;
    expected?: readonly { text: string; alternatives?: readonly string[] }[];
    wrong?: readonly { say: string }[];
  }[];
}

interface Exchange {
  id: string;
  right: string[];
  wrong: string[];
}

export function readExchanges(path: string): Exchange[] {
  const lesson: Lesson = JSON.parse(readFileSync(path, 'utf8'));
  return lesson.dialogues.map(({ id, expected = [], wrong = [] }) => ({
    id,
    right: expected.flatMap(({ text, alternatives = [] }) => [text, ...alternatives]),
    wrong: wrong.map(({ say }) => say),
  }));
}

/** The phrases of the scene, spoken by `mbrola-pl1`: among others of the scene, and among all that its own exchange lists. */
export async function polishTables(
  exchanges: readonly Exchange[],
  listener: Listener,
  counts: readonly number[],
  progress: (done: string) => void,
): Promise<Table[]> {
  const texts = [...new Set(exchanges.flatMap((exchange) => exchange.right))];
  const rows: string[][] = [];
  const mistakes = new Set<string>();
  for (const way of WAYS) {
    const sounds = new Map<string, Int16Array>();
    const sound = (text: string): Int16Array => {
      const ready = sounds.get(text) ?? speakPolish(text, way.rate, way.pitch);
      sounds.set(text, ready);
      return ready;
    };
    for (const count of counts) {
      const trials: Trial[] = [];
      for (const [at, said] of texts.entries()) {
        const random = seededRandom(at + count);
        const recording = { said, speaker: said, group: way.name, language: 'pl' };
        for (const listed of [true, false]) {
          trials.push(await listener.tryOut(recording, sound(said), texts, count, listed, random));
        }
      }
      rows.push(row(way.name, String(count), trials));
    }
    const own: Trial[] = [];
    for (const { id, right, wrong } of exchanges) {
      const list = [...right, ...wrong];
      for (const said of list) {
        const { hearing, finalMs } = await listener.hear(sound(said), list, 'pl');
        const matched = hearing.phrase === undefined ? '' : (list[hearing.phrase] ?? '');
        own.push({ speaker: said, group: way.name, listed: true, right: matched === said, hearing, finalMs });
        if (matched !== said) mistakes.add(`${id}: “${said}” → “${matched}”`);
      }
    }
    rows.push(row(way.name, 'all of its exchange', own));
    progress(`Polish, ${way.name}`);
  }
  return [
    {
      title: `Polish: ${texts.length} phrases of the café scene, diphones of a real speaker (mbrola-pl1), English model through phonemes`,
      head: ['way', 'phrases', 'right', 'right and heard', 'right and heard or unsure', 'unlisted taken as heard'],
      rows,
    },
    {
      title: 'Polish: taken for another phrase of the same exchange (right and wrong answers together)',
      head: ['exchange: said → understood'],
      rows: mistakes.size === 0 ? [['none']] : [...mistakes].map((mistake) => [mistake]),
    },
  ];
}

function row(way: string, phrases: string, trials: readonly Trial[]): string[] {
  const listed = trials.filter((trial) => trial.listed);
  const falseAccepts = shipped(trials, false).falseAccepts;
  return [
    way,
    phrases,
    written(share(listed, (trial) => trial.right)),
    written(share(listed, (trial) => trial.right && trial.hearing.verdict === 'heard')),
    written(share(listed, (trial) => trial.right && trial.hearing.verdict !== 'unknown')),
    Number.isNaN(falseAccepts) ? '–' : `${(falseAccepts * 100).toFixed(1)} %`,
  ];
}
