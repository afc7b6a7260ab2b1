// One measurement of the workload, in a process of its own: started by engine.ts.
import { setTimeout as wait } from 'node:timers/promises';
import { report, taskOf } from './measure/child.ts';
import { memoryHeld } from './measure/memory.ts';
import { rounded, type Spread, spread } from './measure/statistics.ts';
import { bare } from './workload/bare.ts';
import { FRAME_MS, latencies, nominalMs, replyAudioMs } from './workload/figures.ts';
import { Learner } from './workload/learner.ts';
import { ours } from './workload/ours.ts';

export interface EngineTask {
  system: 'bare' | 'ours';
  sessions: number;
  /** Exchanges of each session. */
  turns: number;
  /** `real`: the reply takes as long as its sound; `fast`: it is heard as soon as it was sent. */
  pace: 'real' | 'fast';
  tokenMs?: number;
  idleMs?: number;
  /** Speak over every reply instead. */
  interrupt?: boolean;
}

export interface EngineResult {
  hops: Spread;
  /** The three parts of the hops: silence to request, sentence to voice, its sound to ours. */
  parts: [Spread, Spread, Spread];
  /** First sound later than the providers' own times. */
  overNominal: Spread;
  total: Spread;
  cleared: Spread;
  lost: number;
  lateFrames: number;
  cpuMsATurn: number;
  /** Processor time of one listening session for a second. */
  idleCpuMs: number;
  memory: { idleKb: number; afterKb: number; outsideIdleKb: number; outsideAfterKb: number; residentMb: number };
  /** After an interruption: characters remembered, and those that would have sounded by then. */
  remembered: { chars: number; soundedChars: number; ofChars: number }[];
}

const CHARS_MS = latencies.voiceMsPerChar;

async function run(task: EngineTask): Promise<EngineResult> {
  const system = task.system === 'bare' ? bare : ours;
  const figures = { ...latencies, modelTokenMs: task.tokenMs ?? latencies.modelTokenMs };
  const realTime = task.pace === 'real';
  const speechMs = realTime && !task.interrupt ? 2_000 : 600;
  const gapMs = realTime ? 500 : 200;
  const open = (phaseMs: number) => Learner.open(system, { latencies: figures, realTime, phaseMs });

  // The first exchanges compile the code.
  const warm = await Learner.open(system, { latencies: figures, realTime: false, phaseMs: 0 });
  for (let i = 0; i < 5; i += 1) await warm.exchange(200);
  await warm[Symbol.asyncDispose]();
  const before = await memoryHeld();
  const learners: Learner[] = [];
  for (let i = 0; i < task.sessions; i += 1) learners.push(await open((i * 7.31) % FRAME_MS));
  await wait(300);
  const idle = await memoryHeld();

  const idleMs = task.idleMs ?? 0;
  const idleCpu = process.cpuUsage();
  await wait(idleMs);
  const idleUsed = process.cpuUsage(idleCpu);

  const turnMs = realTime ? speechMs + replyAudioMs + gapMs : speechMs + 700 + gapMs;
  const remembered: EngineResult['remembered'] = [];
  const cpu = process.cpuUsage();
  await Promise.all(
    learners.map(async (learner, i) => {
      if (learners.length > 1) await wait(turnMs * ((i * 0.618) % 1));
      for (let n = 0; n < task.turns; n += 1) {
        if (task.interrupt) remembered.push(rememberedBy(await learner.interrupt(speechMs, 400)));
        else await learner.exchange(speechMs);
        await wait(gapMs);
      }
    }),
  );
  const used = process.cpuUsage(cpu);
  const after = await memoryHeld();
  const exchanges = learners.flatMap((learner) => learner.exchanges);
  const kb = (bytes: number): number => rounded(bytes / 1_024 / task.sessions);
  const result: EngineResult = {
    hops: spread(exchanges.map(({ hopsMs }) => hopsMs)),
    parts: [
      spread(exchanges.map((one) => one.between('quiet', 'replyAsked'))),
      spread(exchanges.map((one) => one.between('sentenceReady', 'voiceAsked'))),
      spread(exchanges.map((one) => one.between('voiceReady', 'sound'))),
    ],
    overNominal: spread(exchanges.map(({ totalMs }) => totalMs && totalMs - nominalMs(figures))),
    total: spread(exchanges.map(({ totalMs }) => totalMs)),
    cleared: spread(task.interrupt ? exchanges.map((one) => one.between('loud', 'cleared')) : []),
    lost: exchanges.filter(({ at }) => at.sound === undefined || at.over === undefined).length,
    lateFrames: learners.reduce((sum, learner) => sum + learner.lateFrames, 0),
    cpuMsATurn: rounded((used.user + used.system) / 1_000 / exchanges.length),
    idleCpuMs: idleMs === 0 ? 0 : rounded((idleUsed.user + idleUsed.system) / idleMs / task.sessions),
    memory: {
      idleKb: kb(idle.heap - before.heap),
      afterKb: kb(after.heap - before.heap),
      outsideIdleKb: kb(idle.outside - before.outside),
      outsideAfterKb: kb(after.outside - before.outside),
      residentMb: rounded(after.resident / 2 ** 20),
    },
    remembered,
  };
  return result;
}

function rememberedBy({ exchange, remembered }: Awaited<ReturnType<Learner['interrupt']>>) {
  const soundedMs = exchange.between('sound', 'cleared') ?? 0;
  return {
    chars: remembered?.length ?? Number.NaN,
    soundedChars: rounded(soundedMs / CHARS_MS),
    ofChars: Math.round(exchange.soundMs / CHARS_MS),
  };
}

const task = taskOf<EngineTask>();
if (task) report(await run(task));
