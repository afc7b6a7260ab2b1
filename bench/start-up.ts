// From the start of the process to its first page and its first spoken turn, on a fresh folder and on what that left; memory held.
//   node bench/start-up.ts
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openWorld, type World } from '../e2e/world.ts';
import { type Row, row, table } from './measure/rows.ts';
import { rounded } from './measure/statistics.ts';
import { Speaker } from './workload/speaker.ts';
import { type Answers, cafeAnswers } from './workload/spoken-answers.ts';

/** The yardstick: the same Node with nothing to do. */
const NOTHING = ['--eval', ''];
const MB = 2 ** 20;

export async function benchStartUp(quick: boolean): Promise<Row[]> {
  const answers = await cafeAnswers(1);
  const folder = await mkdtemp(join(tmpdir(), 'parlando-bench-'));
  try {
    const node = await timeOfNothing();
    const first = await start(folder, answers, quick ? 1 : 2);
    const second = await start(folder, answers, 1);
    return [...rowsOf('fresh folder', first, node), ...rowsOf('second start', second, node)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Start {
  listeningMs: number;
  pageMs: number;
  /** Until the tutor's first sound in answer to the learner's first words. */
  turnMs: number;
  turnVoiceMs: number | undefined;
  idleBytes: number;
  afterBytes: number;
  talks: number;
}

async function start(folder: string, answers: Answers, talks: number): Promise<Start> {
  const from = performance.now();
  await using world = await openWorld({ folder, env: { LOG_LEVEL: 'warn' } });
  const listeningMs = performance.now() - from;
  const page = await fetch(world.url);
  await page.arrayBuffer();
  const pageMs = performance.now() - from;
  const idleBytes = await world.memory();
  const turnFrom = performance.now();
  const turnVoiceMs = await talk(world, answers);
  const turnMs = pageMs + performance.now() - turnFrom;
  for (let n = 1; n < talks; n += 1) await talk(world, answers, 4);
  await wait(1_000);
  return { listeningMs, pageMs, turnMs, turnVoiceMs, idleBytes, afterBytes: await world.memory(), talks };
}

async function talk(world: World, answers: Answers, turns = 1): Promise<number | undefined> {
  await using speaker = await Speaker.dial(world.url, 'cafe-en');
  for (let n = 0; n < turns; n += 1) await speaker.turn(answers, n);
  return speaker.turns[0]?.voiceToVoiceMs;
}

async function timeOfNothing(): Promise<number> {
  const from = performance.now();
  await once(spawn(process.execPath, NOTHING), 'close');
  return performance.now() - from;
}

function rowsOf(name: string, start: Start, node: number): Row[] {
  const yardstick = { what: 'Node alone', value: rounded(node) };
  return [
    row(`start to listening, ${name}`, 'ms', rounded(start.listeningMs), { yardstick }),
    row(`start to first page, ${name}`, 'ms', rounded(start.pageMs), { yardstick }),
    row(`start to the end of a first spoken turn, ${name}`, 'ms', rounded(start.turnMs), {
      note: 'with opening, breath, answer and reply',
    }),
    row(`voice to voice of that turn, ${name}`, 'ms', rounded(start.turnVoiceMs ?? Number.NaN)),
    row(`memory of the server, idle, ${name}`, 'MB', rounded(start.idleBytes / MB)),
    row(
      `memory of the server after ${start.talks} talk${start.talks > 1 ? 's' : ''}, ${name}`,
      'MB',
      rounded(start.afterBytes / MB),
    ),
  ];
}

if (import.meta.main) console.log(table(await benchStartUp(process.argv.includes('--quick'))));
