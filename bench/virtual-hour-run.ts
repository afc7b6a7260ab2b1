// An hour of talk in virtual time, in a process of its own: started by virtual-hour.ts.
import { silentLog } from '../server/kit/log.ts';
import { VirtualClock } from '../server/kit/virtual-clock.ts';
import { openConversation } from '../server/turn/conversation.ts';
import type { ConversationEvent } from '../server/turn/events.ts';
import { report, taskOf } from './measure/child.ts';
import { memoryHeld } from './measure/memory.ts';
import { FRAME_MS, latencies, loud, quiet } from './workload/figures.ts';
import { simulatedActivity, simulatedRecogniser, simulatedScene, simulatedVoice } from './workload/providers.ts';

export interface HourTask {
  minutes: number;
}

export interface HourResult {
  wallMs: number;
  /** Processor time; less than `wallMs` where others use the machine. */
  cpuMs: number;
  turns: number;
  interrupted: number;
  /** Heap in kB after the first minute, after a sixth of the time, and at the end. */
  heapKb: [start: number, sixth: number, end: number];
  outsideKb: [start: number, sixth: number, end: number];
  historyItems: number;
  /** Left when the conversation was closed. */
  pending: number;
  timers: number;
}

const SPEECH_MS = 2_000;
/** From the end of the learner's words to the next ones: the reply of 11.3 s, and some thought. */
const LISTEN_MS = 13_000;
/** Every fifth reply is interrupted after this. */
const INTERRUPT_MS = 4_000;

async function run({ minutes }: HourTask): Promise<HourResult> {
  const clock = new VirtualClock();
  const world = { clock, latencies: { ...latencies, modelTokenMs: 20 }, mark: () => undefined };
  let ids = 0;
  let turns = 0;
  let interrupted = 0;
  const emit = (event: ConversationEvent): void => {
    if (event.kind === 'broken') throw new Error(event.message);
    if (event.kind !== 'turn-end') return;
    turns += 1;
    if (event.outcome === 'interrupted') interrupted += 1;
  };
  const conversation = openConversation(
    {
      clock,
      log: silentLog,
      newId: (prefix) => `${prefix}_${++ids}`,
      activity: simulatedActivity(),
      recogniser: simulatedRecogniser(),
      voice: simulatedVoice(world),
      voiceFor: () => 'simulated',
      check: async () => [],
      emit,
    },
    { id: 'hour', scene: simulatedScene(world) },
  );
  const frames = async (ms: number, frame: Int16Array): Promise<void> => {
    for (let at = 0; at < ms; at += FRAME_MS) {
      conversation.hear(frame);
      await clock.advance(FRAME_MS);
    }
  };
  const talkUntil = async (minute: number): Promise<void> => {
    for (let n = 0; clock.now() < minute * 60_000; n += 1) {
      await frames(SPEECH_MS, loud);
      await frames(n % 5 === 4 ? INTERRUPT_MS : LISTEN_MS, quiet);
    }
  };

  let wallMs = 0;
  let cpuMs = 0;
  const memoryAt = async (minute: number) => {
    const begin = performance.now();
    const cpu = process.cpuUsage();
    await talkUntil(minute);
    const used = process.cpuUsage(cpu);
    wallMs += performance.now() - begin;
    cpuMs += (used.user + used.system) / 1_000;
    return memoryHeld();
  };
  const start = await memoryAt(1);
  const sixth = await memoryAt(minutes / 6);
  const end = await memoryAt(minutes);
  const historyItems = conversation.history().length;
  await clock.until(conversation[Symbol.asyncDispose]());
  const kb = (bytes: number): number => Math.round(bytes / 1_024);
  return {
    wallMs,
    cpuMs,
    turns,
    interrupted,
    heapKb: [kb(start.heap), kb(sixth.heap), kb(end.heap)],
    outsideKb: [kb(start.outside), kb(sixth.outside), kb(end.outside)],
    historyItems,
    pending: conversation.pending.length,
    timers: clock.timers,
  };
}

const task = taskOf<HourTask>();
if (task) report(await run(task));
