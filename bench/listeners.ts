// How soon and at what price voice activity answers many microphones at once, beside the same harness with an engine that does nothing.
// node bench/listeners.ts [--streams 40] [--seconds 10]
import { readdirSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { createSilero } from '../server/adapters/silero/silero.ts';
import { realClock } from '../server/kit/clock.ts';
import { Aborted } from '../server/kit/errors.ts';
import { readWav } from '../server/kit/pcm/wav.ts';
import { FakeVoiceActivity } from '../server/ports/voice-activity/fake.ts';
import type { VoiceActivity } from '../server/ports/voice-activity/port.ts';

const RATE = 16_000;
const FRAME_MS = 20;
const FRAME = (RATE * FRAME_MS) / 1_000;
/** Learners listen more than they speak: an utterance, then so much room. */
const ROOM_SECONDS = 6;

interface Result {
  name: string;
  /** From the push of the frame that completes a window to the verdict. */
  delays: readonly number[];
  windows: number;
  speechShare: number;
  /** Processor time of the whole process in ms for each second of each stream. */
  cpuMs: number;
  loopP99: number;
  loopMax: number;
}

const { values } = parseArgs({
  options: { streams: { type: 'string', default: '40' }, seconds: { type: 'string', default: '10' } },
});
const streams = Number(values.streams);
const seconds = Number(values.seconds);
const utterances = readUtterances();
const talking = timeline(0);
const learning = timeline(ROOM_SECONDS);

const runs: readonly (() => Promise<Result>)[] = [
  () => measure('no-op', answersNextTurn(), learning),
  () => measure('silero, a lesson', createSilero({ clock: realClock }), learning),
  () => measure('silero, all speak', createSilero({ clock: realClock }), talking),
  () => measure('silero, all speak, no gate', createSilero({ clock: realClock, gate: false }), talking),
];
console.log(`${streams} streams in real time for ${seconds} s, frames of ${FRAME_MS} ms; times in ms`);
console.log(row(['', 'p50', 'p99', 'max', 'loop p99', 'loop max', 'cpu/stream·s', 'speech', 'p99 ratio', 'cpu ratio']));
let yardstick: Result | undefined;
for (const run of runs) {
  const result = await run();
  yardstick ??= result;
  console.log(
    row([
      result.name,
      percentile(result.delays, 0.5).toFixed(2),
      percentile(result.delays, 0.99).toFixed(2),
      percentile(result.delays, 1).toFixed(2),
      result.loopP99.toFixed(1),
      result.loopMax.toFixed(1),
      result.cpuMs.toFixed(2),
      `${(100 * result.speechShare).toFixed(0)} %`,
      (percentile(result.delays, 0.99) / percentile(yardstick.delays, 0.99)).toFixed(2),
      (result.cpuMs / yardstick.cpuMs).toFixed(2),
    ]),
  );
}

async function measure(name: string, voiceActivity: VoiceActivity, sound: Int16Array): Promise<Result> {
  await using engine = voiceActivity;
  const abort = new AbortController();
  const delays: number[] = [];
  let speech = 0;
  const microphones = await Promise.all(Array.from({ length: streams }, (_, i) => plug(engine, i)));
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const cpu = process.cpuUsage();
  const start = performance.now() + 50;
  await Promise.all(microphones.map((microphone) => microphone.play(start)));
  // The verdicts on the last frames.
  await realClock.sleep(100, abort.signal);
  const used = process.cpuUsage(cpu);
  loop.disable();
  abort.abort(new Aborted('measured'));
  return {
    name,
    delays: delays.sort((a, b) => a - b),
    windows: delays.length,
    speechShare: speech / delays.length,
    cpuMs: (used.user + used.system) / 1_000 / streams / seconds,
    loopP99: loop.percentile(99) / 1e6,
    loopMax: loop.max / 1e6,
  };

  /** Microphones start at moments spread over one frame and at places spread over the sound. */
  async function plug(engine: VoiceActivity, index: number): Promise<{ play(start: number): Promise<void> }> {
    const phase = (index * FRAME_MS) / streams;
    const offset = Math.floor((index * sound.length) / streams / FRAME) * FRAME;
    const pushedAt: number[] = [0];
    const stream = await engine.open(
      (window) => {
        delays.push(performance.now() - (pushedAt[Math.ceil(window.endSample / FRAME)] as number));
        if (window.speech >= 0.5) speech += 1;
      },
      (error) => {
        throw error;
      },
      abort.signal,
    );
    return {
      async play(start) {
        for (let frame = 1; frame <= (seconds * 1_000) / FRAME_MS; frame++) {
          await realClock.sleep(Math.max(0, start + phase + frame * FRAME_MS - performance.now()), abort.signal);
          const at = (offset + frame * FRAME) % (sound.length - FRAME);
          pushedAt.push(performance.now());
          stream.push(sound.subarray(at, at + FRAME));
        }
      },
    };
  }
}

/** The yardstick: no engine can answer sooner than the event loop comes round. */
function answersNextTurn(): VoiceActivity {
  const after = (_ms: number, task: () => void): Disposable => {
    const turn = setImmediate(task);
    return { [Symbol.dispose]: () => clearImmediate(turn) };
  };
  return new FakeVoiceActivity({ judge: () => 0, delayMs: 1, clock: { after } });
}

/** All utterances one after the other in a room of -60 dBFS, with so many seconds of the room after each. */
function timeline(roomSeconds: number): Int16Array {
  const parts = utterances.flatMap((utterance) => [utterance, new Int16Array(roomSeconds * RATE)]);
  const sound = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    sound.set(part, at);
    at += part.length;
  }
  return sound.map((sample) => Math.max(-32_768, Math.min(32_767, sample + Math.round((Math.random() - 0.5) * 113))));
}

function readUtterances(): readonly Int16Array[] {
  const folder = new URL('../test/audio/learners-en/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.wav'));
  return files.map((file) => readWav(readFileSync(new URL(file, folder))).samples);
}

function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function row(cells: readonly string[]): string {
  return cells.map((cell, i) => (i === 0 ? cell.padEnd(28) : cell.padStart(13))).join('');
}
