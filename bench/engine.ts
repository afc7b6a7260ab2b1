// Our engine on the peer bench's workload beside the bare control: what it adds to a reply, what it costs, what it remembers.
//   node bench/engine.ts [--quick]
import type { EngineResult, EngineTask } from './engine-run.ts';
import { measureIn } from './measure/child.ts';
import { type Row, row, table } from './measure/rows.ts';

const script = new URL('./engine-run.ts', import.meta.url);
const run = (task: EngineTask): Promise<EngineResult> => measureIn<EngineResult>(script, task);

/** The same measurement of both, one after the other. */
async function both(task: Omit<EngineTask, 'system'>): Promise<[EngineResult, EngineResult]> {
  const control = await run({ ...task, system: 'bare' });
  return [control, await run({ ...task, system: 'ours' })];
}

export interface EngineFindings {
  rows: Row[];
  /** First sound over the providers' own times, for those who add a socket to it; by number of sessions. */
  overNominal: Record<number, { p50: number; p95: number }>;
}

export async function benchEngine(quick: boolean): Promise<EngineFindings> {
  const overNominal: EngineFindings['overNominal'] = {};
  const rows = [
    ...(await one(quick, overNominal)),
    ...(await slowModel(quick)),
    ...(await many(quick ? 20 : 100, quick, overNominal)),
    ...(await interruption(quick)),
  ];
  return { rows, overNominal };
}

async function one(quick: boolean, over: EngineFindings['overNominal']): Promise<Row[]> {
  const [control, engine] = await both({ sessions: 1, turns: quick ? 6 : 14, pace: 'fast' });
  over[1] = engine.overNominal;
  return [...hops(control, engine, 1, { p50: 0.5, p99: 2 }), ...lost(engine, 1)];
}

async function slowModel(quick: boolean): Promise<Row[]> {
  const [control, engine] = await both({ sessions: 1, turns: quick ? 3 : 6, pace: 'fast', tokenMs: 20 });
  const yardstick = { what: 'bare', value: control.overNominal.p50 };
  return [row('first sound over nominal, 20 ms a token, p50', 'ms', engine.overNominal.p50, { yardstick, target: 1 })];
}

async function many(sessions: number, quick: boolean, over: EngineFindings['overNominal']): Promise<Row[]> {
  const task = { sessions, turns: 1, pace: 'real', idleMs: quick ? 2_000 : 4_000 } as const;
  const [control, engine] = await both(task);
  over[sessions] = engine.overNominal;
  const { memory } = engine;
  return [
    ...hops(control, engine, sessions, { p50: 0.5, p95: 5 }),
    ...lost(engine, sessions),
    row(`CPU a turn over the control, ${sessions} sessions`, 'ms', engine.cpuMsATurn - control.cpuMsATurn, {
      yardstick: { what: 'bare alone', value: control.cpuMsATurn },
      target: 10,
    }),
    row(
      `CPU of a listener for a second over the control, ${sessions} sessions`,
      'ms',
      engine.idleCpuMs - control.idleCpuMs,
      {
        yardstick: { what: 'bare alone', value: control.idleCpuMs },
        target: 0.3,
      },
    ),
    row('heap a session, listening', 'kB', memory.idleKb, {
      yardstick: { what: 'bare', value: control.memory.idleKb },
      target: 300,
    }),
    row('heap a session, after its turns', 'kB', memory.afterKb, {
      yardstick: { what: 'bare', value: control.memory.afterKb },
      target: 300,
    }),
    row('buffers outside the heap a session, after its turns', 'kB', memory.outsideAfterKb, {
      yardstick: { what: 'bare', value: control.memory.outsideAfterKb },
    }),
  ];
}

/** How far history may be from the ear: half a frame's worth of the workload's even pace, and the word being said. */
const WORD_CHARS = 10;

async function interruption(quick: boolean): Promise<Row[]> {
  const [control, engine] = await both({ sessions: 1, turns: quick ? 4 : 6, pace: 'real', interrupt: true });
  const beyond = engine.remembered.map(({ chars, soundedChars }) => chars - soundedChars);
  const kept = Math.max(...engine.remembered.map(({ chars }) => chars));
  const sounded = Math.max(...engine.remembered.map(({ soundedChars }) => soundedChars));
  return [
    row('barge-in to cleared, 20 ms rule, p50', 'ms', engine.cleared.p50, {
      yardstick: { what: 'bare', value: control.cleared.p50 },
      target: 20,
    }),
    row('barge-in to cleared, 20 ms rule, max', 'ms', engine.cleared.max, {
      yardstick: { what: 'bare', value: control.cleared.max },
    }),
    row('characters remembered beyond the ear after an interruption', 'chars', Math.max(...beyond), {
      target: WORD_CHARS,
      note: `remembered ${kept} of 188, ${sounded} had sounded`,
    }),
  ];
}

function hops(
  control: EngineResult,
  engine: EngineResult,
  sessions: number,
  targets: { p50?: number; p95?: number; p99?: number },
): Row[] {
  return (['p50', 'p95', 'p99'] as const).map((part) => {
    const target = targets[part];
    return row(`hops, ${sessions} session${sessions > 1 ? 's' : ''}, ${part}`, 'ms', engine.hops[part], {
      yardstick: { what: 'bare', value: control.hops[part] },
      ...(target === undefined ? {} : { target }),
    });
  });
}

function lost(engine: EngineResult, sessions: number): Row[] {
  return [row(`turns lost, ${sessions} session${sessions > 1 ? 's' : ''}`, 'turns', engine.lost, { target: 0 })];
}

if (import.meta.main) console.log(table((await benchEngine(process.argv.includes('--quick'))).rows));
