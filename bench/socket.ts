// The same workload through the real voice socket: one server process, its clients in this one.
//   node bench/socket.ts [--quick]
import { setTimeout as wait } from 'node:timers/promises';
import { benchEngine, type EngineFindings } from './engine.ts';
import { type Row, row, table } from './measure/rows.ts';
import { startServer } from './measure/server-child.ts';
import { rounded, spread } from './measure/statistics.ts';
import { latencies, nominalMs, replyAudioMs } from './workload/figures.ts';
import { SocketLearner } from './workload/socket-learner.ts';

const SPEECH_MS = { fast: 600, real: 2_000 };
const GAP_MS = { fast: 200, real: 500 };
const script = new URL('./socket-server.ts', import.meta.url);

/** `without` has the same figures of the engine alone, measured in the same run. */
export async function benchSocket(quick: boolean, without: EngineFindings['overNominal']): Promise<Row[]> {
  const rows: Row[] = [];
  for (const sessions of quick ? [1, 20] : [1, 20, 100]) rows.push(...(await measure(sessions, quick, without)));
  return rows;
}

async function measure(sessions: number, quick: boolean, without: EngineFindings['overNominal']): Promise<Row[]> {
  const pace = sessions === 1 ? 'fast' : 'real';
  const turns = sessions > 1 ? 1 : quick ? 6 : 14;
  await using server = await startServer<{ port: number }>(script);
  const url = `ws://127.0.0.1:${server.ready.port}/v1/realtime`;
  const warm = await SocketLearner.dial(url, { realTime: false, phaseMs: 0 });
  for (let i = 0; i < 5; i += 1) await warm.exchange(200);
  await warm[Symbol.asyncDispose]();

  const learners = await Promise.all(
    Array.from({ length: sessions }, (_, i) =>
      SocketLearner.dial(url, { realTime: pace === 'real', phaseMs: (i * 7.31) % 20 }),
    ),
  );
  await wait(1_000);
  const turnMs = SPEECH_MS[pace] + (pace === 'real' ? replyAudioMs : 700) + GAP_MS[pace];
  const before = await server.ask<NodeJS.CpuUsage>('cpu');
  await Promise.all(
    learners.map(async (learner, i) => {
      if (sessions > 1) await wait(turnMs * ((i * 0.618) % 1));
      for (let n = 0; n < turns; n += 1) {
        await learner.exchange(SPEECH_MS[pace]);
        await wait(GAP_MS[pace]);
      }
    }),
  );
  const after = await server.ask<NodeJS.CpuUsage>('cpu');
  const resident = await server.ask<number>('resident');
  const exchanges = learners.flatMap((learner) => learner.exchanges);
  for (const learner of learners) await learner[Symbol.asyncDispose]();

  const nominal = nominalMs(latencies);
  const over = spread(exchanges.map(({ totalMs }) => totalMs && totalMs - nominal));
  const lost = exchanges.filter(({ at }) => at.sound === undefined || at.over === undefined).length;
  const cpuMs = (after.user + after.system - before.user - before.system) / 1_000;
  const name = `${sessions} socket${sessions > 1 ? 's' : ''}`;
  const engine = without[sessions] ?? without[100];
  return [
    ...(['p50', 'p95'] as const).map((part) =>
      row(`added by the socket, ${name}, ${part}`, 'ms', engine ? rounded(over[part] - engine[part]) : over[part], {
        yardstick: { what: 'engine alone', value: engine?.[part] ?? Number.NaN },
        ...(part === 'p95' && sessions === 100 ? { target: 10 } : {}),
        note: `${over[part]} ms over nominal`,
      }),
    ),
    row(`turns lost, ${name}`, 'turns', lost, { target: 0 }),
    row(`CPU of the server a turn, with its microphone, ${name}`, 'ms', rounded(cpuMs / exchanges.length)),
    row(`memory of the server process, ${name}`, 'MB', rounded(resident / 2 ** 20)),
  ];
}

if (import.meta.main) {
  const quick = process.argv.includes('--quick');
  const { overNominal } = await benchEngine(quick);
  console.log(table(await benchSocket(quick, overNominal)));
}
