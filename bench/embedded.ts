// The real embedded stack behind the real socket: from the learner's voice to the tutor's, alone and among many.
//   node bench/embedded.ts [--quick]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Ears } from './embedded-server.ts';
import { type Row, row, table } from './measure/rows.ts';
import { type ServerChild, startServer } from './measure/server-child.ts';
import { rounded, spread } from './measure/statistics.ts';
import { Speaker, type SpokenTurn } from './workload/speaker.ts';
import { type Answers, cafeAnswers, RECORDED_SCENE, recordedAnswers } from './workload/spoken-answers.ts';

const TALKERS = 8;
const LISTENERS = 40;
const script = new URL('./embedded-server.ts', import.meta.url);

export async function benchEmbedded(quick: boolean): Promise<Row[]> {
  const contentFolder = await mkdtemp(join(tmpdir(), 'parlando-bench-content-'));
  try {
    const cafe = await cafeAnswers(2);
    const recorded = recordedAnswers(contentFolder);
    await using server = await startServer<{ address: string }>(script, { contentFolder });
    return [...(await alone(server, cafe, recorded, quick)), ...(await together(server, cafe, recorded, quick))];
  } finally {
    await rm(contentFolder, { recursive: true, force: true });
  }
}

async function alone(
  server: ServerChild<{ address: string }>,
  cafe: Answers,
  recorded: Answers,
  quick: boolean,
): Promise<Row[]> {
  const { address } = server.ready;
  await server.ask('listen');
  const synthetic: SpokenTurn[] = [];
  {
    await using speaker = await Speaker.dial(address, 'cafe-en');
    await talk(speaker, cafe, 0, quick ? 4 : 12);
    synthetic.push(...speaker.turns);
  }
  await using speaker = await Speaker.dial(address, RECORDED_SCENE);
  for (let n = 0; n < (quick ? 3 : 6); n += 1) await speaker.turn(recorded, n);
  const ears = await server.ask<Ears>('ears');
  return [
    ...voiceToVoice('synthetic voices, one at a time', synthetic),
    ...voiceToVoice("people's recordings, one at a time", speaker.turns),
    row('final result after the end of the utterance, p50', 'ms', ears.finals.p50, { note: `p95 ${ears.finals.p95}` }),
  ];
}

async function together(
  server: ServerChild<{ address: string }>,
  cafe: Answers,
  recorded: Answers,
  quick: boolean,
): Promise<Row[]> {
  const { address } = server.ready;
  const all = TALKERS + LISTENERS;
  const sessions = await Promise.all(
    Array.from({ length: all }, async (_, i) => {
      await wait(i * 100);
      return Speaker.dial(address, i % 2 === 1 && i < TALKERS ? RECORDED_SCENE : 'cafe-en', (i * 7.31) % 20);
    }),
  );
  await wait(2_000);
  await server.ask('listen');
  const cpu = await server.ask<NodeJS.CpuUsage>('cpu');
  const from = performance.now();
  const talkers = sessions.slice(0, TALKERS);
  await Promise.all(
    talkers.map(async (speaker, i) => {
      await wait(i * 170);
      await talk(speaker, i % 2 === 1 ? recorded : cafe, i, quick ? 3 : 6);
    }),
  );
  const ms = performance.now() - from;
  const after = await server.ask<NodeJS.CpuUsage>('cpu');
  const resident = await server.ask<number>('resident');
  const ears = await server.ask<Ears>('ears');
  for (const speaker of sessions) await speaker[Symbol.asyncDispose]();
  const name = `${TALKERS} talking, ${LISTENERS} listening`;
  const note = (spreadOf: Ears['windows']): string => `p50 ${spreadOf.p50}, n ${spreadOf.n}`;
  return [
    row(`voice activity after its frame, ${name}, p99`, 'ms', ears.windows.p99, {
      target: 20,
      note: note(ears.windows),
    }),
    row(`voice activity after its frame, ${name}, max`, 'ms', ears.windows.max, { target: 100 }),
    row(`partial text after its frame, ${name}, p99`, 'ms', ears.partials.p99, {
      target: 20,
      note: note(ears.partials),
    }),
    row(`partial text after its frame, ${name}, max`, 'ms', ears.partials.max, { target: 100 }),
    ...voiceToVoice(
      name,
      talkers.flatMap(({ turns }) => turns),
    ),
    row(
      `processor of the server, ${name}`,
      'cores',
      rounded((after.user + after.system - cpu.user - cpu.system) / 1e3 / ms),
    ),
    row(`recognised for a second of utterance, ${name}`, 's', rounded(ears.seconds / spokenSeconds(talkers)), {
      note: `${ears.recognitions} recognitions of ${talkers.flatMap(({ turns }) => turns).length} answers`,
    }),
    row(`event loop of the server late, ${name}, p99`, 'ms', rounded(ears.loopP99)),
    row(`memory of the server, ${name}`, 'MB', rounded(resident / 2 ** 20)),
  ];
}

function spokenSeconds(talkers: readonly Speaker[]): number {
  return talkers.flatMap(({ turns }) => turns).reduce((sum, { spokenMs }) => sum + spokenMs / 1_000, 0);
}

async function talk(speaker: Speaker, answers: Answers, n: number, turns: number): Promise<void> {
  for (let i = 0; i < turns; i += 1) if (!(await speaker.turn(answers, n + i))) return;
}

function voiceToVoice(name: string, turns: readonly SpokenTurn[]): Row[] {
  const heard = turns.filter((turn) => turn.heard === 'heard');
  const all = spread(heard.map(({ voiceToVoiceMs }) => voiceToVoiceMs));
  const wrong = turns.length - heard.length;
  const cold = heard.filter(({ cacheHits }) => cacheHits === 0).length;
  return [
    row(`voice to voice, ${name}, p50`, 'ms', all.p50, {
      target: 400,
      note: `n ${all.n}, ${cold} with no speech from the cache`,
    }),
    row(`voice to voice, ${name}, p95`, 'ms', all.p95, {
      target: 900,
      note: `${wrong} more not surely heard, left out`,
    }),
  ];
}

if (import.meta.main) console.log(table(await benchEmbedded(process.argv.includes('--quick'))));
