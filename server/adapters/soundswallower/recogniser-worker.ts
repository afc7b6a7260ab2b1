import { parentPort, workerData } from 'node:worker_threads';
import type { PhraseDecoder } from './decoder.ts';
import { DecoderBench } from './decoder-bench.ts';
import { Engine } from './engine.ts';
import { type FromWorker, SHARED, type ToWorker, type WorkerSetup } from './protocol.ts';
import { assess, Utterance } from './utterance.ts';

/** Samples decoded before the next utterance has its turn: 100 ms, which cost some 5 ms. */
const SLICE = 1_600;

/** An utterance from its first message to its result. Sound that comes before there is a decoder waits. */
interface Session {
  id: number;
  waiting: Int16Array[];
  ended: boolean;
  queued: boolean;
  begun?: { utterance: Utterance; decoder: PhraseDecoder };
}

const owner = parentPort;
if (!owner) throw new Error('runs only in a worker thread');
const { modelBase, shared } = workerData as WorkerSetup;
const engine = await Engine.load(modelBase);
const bench = new DecoderBench(async () => {
  const decoder = await engine.createDecoder();
  setImmediate(beat);
  return decoder;
});
const sessions = new Map<number, Session>();
/** Utterances with something to do, each in its turn, so that a long one does not keep the others waiting. */
const turns: Session[] = [];
let scheduled = false;

function say(message: FromWorker): void {
  owner?.postMessage(message);
}

/** Runs one step for `id`. A failure costs it what it used, and no other; false when it failed. */
function attempt(id: number, step: () => void): boolean {
  try {
    step();
    return true;
  } catch (error) {
    // Out of memory, or a trap in the engine: nothing in this thread can be trusted any more.
    if (!(error instanceof Error) || error.name === 'RuntimeError') throw error;
    // Only the name: the engine's messages quote words.
    say({ kind: 'failed', id, message: error.name });
    return false;
  }
}

function end(session: Session, well: boolean): void {
  sessions.delete(session.id);
  const decoder = session.begun?.decoder;
  if (!decoder) return;
  if (well) bench.giveBack(decoder);
  else bench.discard(decoder);
}

function queue(session: Session): void {
  if (session.queued || !session.begun) return;
  session.queued = true;
  turns.push(session);
  schedule();
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  setImmediate(takeTurn);
}

/** Tells the owner that work is being done, and how much there is. */
function beat(): void {
  Atomics.store(shared, SHARED.busy, turns.length + bench.making);
  Atomics.store(shared, SHARED.decoders, bench.size);
  Atomics.add(shared, SHARED.beats, 1);
}

function takeTurn(): void {
  scheduled = false;
  const session = turns.shift();
  if (session) advance(session);
  if (turns.length > 0) schedule();
  beat();
}

function advance(session: Session): void {
  session.queued = false;
  const { id, begun, waiting } = session;
  if (!begun || !sessions.has(id)) return;
  const well = attempt(id, () => {
    const next = waiting.shift();
    if (next) begun.utterance.feed(next.subarray(0, SLICE));
    if (next && next.length > SLICE) waiting.unshift(next.subarray(SLICE));
    if (waiting.length === 0 && session.ended) say({ kind: 'heard', id, heard: begun.utterance.finish() });
  });
  if (!well || (waiting.length === 0 && session.ended)) end(session, well);
  else if (waiting.length > 0) queue(session);
}

function open(id: number, phrases: (ToWorker & { kind: 'open' })['phrases']): void {
  const session: Session = { id, waiting: [], ended: false, queued: false };
  sessions.set(id, session);
  bench.take((decoder) => {
    // Cancelled while it waited.
    if (!sessions.has(id)) {
      bench.giveBack(decoder);
      return;
    }
    const partial = (text: string): void => say({ kind: 'partial', id, text });
    const well = attempt(id, () => {
      session.begun = { utterance: new Utterance(decoder, phrases, partial), decoder };
    });
    if (!well) {
      sessions.delete(id);
      bench.discard(decoder);
    } else if (session.waiting.length > 0 || session.ended) queue(session);
  });
}

function receive(message: ToWorker): void {
  switch (message.kind) {
    case 'warm':
      bench.warm(message.decoders);
      return;
    case 'open':
      open(message.id, message.phrases);
      return;
    case 'audio':
    case 'end': {
      const session = sessions.get(message.id);
      if (!session) return;
      if (message.kind === 'audio') session.waiting.push(message.samples);
      else session.ended = true;
      queue(session);
      return;
    }
    case 'cancel': {
      const session = sessions.get(message.id);
      if (session) end(session, true);
      return;
    }
    case 'assess': {
      const { id, words, samples } = message;
      bench.take((decoder) => {
        const well = attempt(id, () => say({ kind: 'assessed', id, assessment: assess(decoder, words, samples) }));
        if (well) bench.giveBack(decoder);
        else bench.discard(decoder);
      });
    }
  }
}

owner.on('message', (message: ToWorker) => {
  receive(message);
  beat();
  Atomics.add(shared, SHARED.handled, 1);
});
say({ kind: 'ready' });
