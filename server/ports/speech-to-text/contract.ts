import assert from 'node:assert/strict';
import { describe } from 'vitest';
import { Aborted, isAbort, Outage } from '../../kit/errors.ts';
import { type Check, pause, registerChecks, within } from '../contract.ts';
import type { Expectation, Recognition, RecognitionResult, SpeechToText } from './port.ts';

export interface SpeechToTextSubject extends AsyncDisposable {
  stt: SpeechToText;
  /** Two phrases or more. */
  expect: Expectation;
  /** Sound of 0.5 to 20 s in which a phrase of `expect` is said. */
  speech: readonly { samples: Int16Array; phraseId: string }[];
  /** Sound in which something else is said; absent for dictation. */
  unlisted?: Int16Array;
  /** Breaks the engine under its open recognitions. */
  crash(): Promise<void>;
  /** The same engine when it never answers. */
  hanging: SpeechToText;
}

type Open = () => Promise<SpeechToTextSubject>;
type Final = Extract<RecognitionResult, { kind: 'final' }>;

/** Nothing here takes longer, however slow the machine. */
const patienceMs = 15_000;
/** Long enough for what should not come to come. */
const lullMs = 200;
/** 20 ms, the size of a frame at the doors. */
const frame = 320;

const checks: Readonly<Record<string, (subject: SpeechToTextSubject) => Promise<void>>> = {
  async 'hears each phrase, and says so exactly once'(subject) {
    for (const { samples, phraseId } of subject.speech) {
      const { finals, afterFinal } = await hear(subject, samples);
      assert.equal(finals.length, 1, `${finals.length} finals`);
      assert.equal(afterFinal, 0, 'something after the final');
      assert.equal(finals[0]?.verdict, 'heard');
      assert.equal(finals[0]?.phraseId, phraseId);
      assert.equal(finals[0]?.text, textOf(subject.expect, phraseId));
    }
  },

  async 'gives partial text while the person speaks'(subject) {
    if (!subject.stt.capabilities.partials) return;
    const { samples } = first(subject);
    await using open = opened(subject);
    // The end is not told before a partial is there.
    for (const piece of frames(samples)) open.recognition.push(piece);
    const result = await within(patienceMs, 'a partial', open.next());
    assert.equal(result.value?.kind, 'partial');
    assert.notEqual(result.value.text, '');
  },

  async 'tells where each word was, in order and inside the sound'(subject) {
    const { samples } = first(subject);
    const { finals } = await hear(subject, samples);
    const words = finals[0]?.words ?? [];
    assert(words.length > 0, 'no words');
    let lastMs = 0;
    for (const { startMs, endMs, text } of words) {
      assert.notEqual(text, '');
      assert(startMs >= lastMs && endMs > startMs, `a word from ${startMs} to ${endMs} after ${lastMs}`);
      lastMs = startMs;
    }
    assert((words.at(-1)?.endMs ?? Number.NaN) <= samples.length / 16 + 50, 'a word after the end of the sound');
    const confidence = finals[0]?.confidence ?? Number.NaN;
    assert(confidence >= 0 && confidence <= 1, `a confidence of ${confidence}`);
  },

  async 'hears the same however the sound is cut, and keeps no reference to it'(subject) {
    const { samples, phraseId } = first(subject);
    await using open = opened(subject);
    const sizes = [1, 0, 7, 4_801, 333, 16_000, 2];
    for (let at = 0, n = 0; at < samples.length; n += 1) {
      const piece = samples.slice(at, at + (sizes[n % sizes.length] as number));
      open.recognition.push(piece);
      at += piece.length;
      piece.fill(20_000);
    }
    open.recognition.end();
    assert.equal((await open.rest()).finals[0]?.phraseId, phraseId);
  },

  async 'ignores what comes after the end'(subject) {
    const { samples, phraseId } = first(subject);
    await using open = opened(subject);
    open.recognition.push(samples);
    open.recognition.end();
    open.recognition.push(samples);
    open.recognition.end();
    const { finals } = await open.rest();
    assert.deepEqual([finals.length, finals[0]?.phraseId], [1, phraseId]);
    open.recognition.push(samples);
    open.recognition.end();
  },

  async 'keeps its results for a late reader'(subject) {
    const { samples, phraseId } = first(subject);
    await using open = opened(subject);
    open.recognition.push(samples);
    open.recognition.end();
    await pause(lullMs * 3);
    assert.equal((await open.rest()).finals[0]?.phraseId, phraseId);
  },

  async 'keeps recognitions apart that are open at once'(subject) {
    const open = subject.speech.map(({ samples, phraseId }) => ({ ...opened(subject), samples, phraseId }));
    const longest = Math.max(...open.map(({ samples }) => samples.length));
    for (let at = 0; at < longest; at += frame) {
      for (const { recognition, samples } of open) recognition.push(samples.subarray(at, at + frame));
    }
    for (const { recognition } of open) recognition.end();
    for (const { rest, phraseId } of open) assert.equal((await rest()).finals[0]?.phraseId, phraseId);
  },

  async 'hears nothing in nothing, silence and noise'(subject) {
    const noise = Int16Array.from({ length: 24_000 }, (_, i) => ((i * 7_919 + ((i * i) % 977) * 31) % 20_000) - 10_000);
    for (const samples of [new Int16Array(0), new Int16Array(24_000), noise]) {
      const { finals } = await hear(subject, samples);
      assert.equal(finals.length, 1);
      assertUnknown(finals[0]);
    }
  },

  async 'never makes an expected phrase of something else'(subject) {
    if (!subject.unlisted) return;
    assertUnknown((await hear(subject, subject.unlisted)).finals[0]);
  },

  async 'gives nothing after an abort in the middle'(subject) {
    const { samples } = first(subject);
    await using open = opened(subject);
    open.recognition.push(samples.subarray(0, samples.length >> 1));
    await pause(lullMs);
    open.abort();
    open.recognition.push(samples);
    open.recognition.end();
    await assertSilent(open.next(), open.next);
    await pause(lullMs);
    await assertSilent(open.next(), open.next);
  },

  async 'gives nothing after an abort between end and final'(subject) {
    const { samples } = first(subject);
    await using open = opened(subject);
    open.recognition.push(samples);
    open.recognition.end();
    open.abort();
    await assertSilent(open.next(), open.next);
    await pause(lullMs);
    await assertSilent(open.next(), open.next);
  },

  async 'gives nothing when it is aborted before it opens'(subject) {
    const controller = new AbortController();
    controller.abort(new Aborted('not any more'));
    const recognition = subject.stt.open(subject.expect, controller.signal);
    recognition.push(first(subject).samples);
    recognition.end();
    const iterator = recognition.results[Symbol.asyncIterator]();
    await assertSilent(iterator.next(), () => iterator.next());
  },

  async 'works again after an abort'(subject) {
    for (const { samples } of subject.speech) {
      await using open = opened(subject);
      open.recognition.push(samples.subarray(0, samples.length >> 1));
      open.abort();
    }
    const { samples, phraseId } = first(subject);
    assert.equal((await hear(subject, samples)).finals[0]?.phraseId, phraseId);
  },

  async 'never throws when it is warmed'({ stt, expect }) {
    stt.prewarm(expect);
    stt.prewarm({ language: 'xx', phrases: [] });
    assert.equal((await within(patienceMs, 'health', stt.health())).ok, true);
  },

  async 'fails with an outage when its engine hangs'(subject) {
    await using open = opened({ ...subject, stt: subject.hanging });
    open.recognition.push(first(subject).samples);
    open.recognition.end();
    await assert.rejects(open.rest(), Outage);
  },

  async 'fails with an outage when its engine crashes, and works again'(subject) {
    const { samples, phraseId } = first(subject);
    await using open = opened(subject);
    open.recognition.push(samples.subarray(0, 1_600));
    await subject.crash();
    open.recognition.push(samples);
    open.recognition.end();
    await assert.rejects(open.rest(), Outage);
    assert.equal((await hear(subject, samples)).finals[0]?.phraseId, phraseId);
  },

  async 'fails with an outage once it is closed'(subject) {
    await using open = opened(subject);
    open.recognition.push(first(subject).samples);
    await within(patienceMs, 'closing', subject.stt[Symbol.asyncDispose]());
    open.recognition.end();
    await assert.rejects(open.rest(), Outage);
    await using late = opened(subject);
    late.recognition.end();
    await assert.rejects(late.rest(), Outage);
    await within(patienceMs, 'closing twice', subject.stt[Symbol.asyncDispose]());
  },
};

export const speechToTextChecks: readonly Check<Open>[] = Object.entries(checks).map(([name, check]) => ({
  name,
  async run(open) {
    await using subject = await open();
    await check(subject);
  },
}));

/** Registers the contract; each check opens and ends a subject of its own. */
export function speechToTextContract(name: string, open: Open): void {
  describe(`speech-to-text contract: ${name}`, () => registerChecks(speechToTextChecks, open));
}

interface Opened extends AsyncDisposable {
  recognition: Recognition;
  next(): Promise<IteratorResult<RecognitionResult>>;
  /** Everything until the results end. */
  rest(): Promise<{ finals: Final[]; afterFinal: number }>;
  abort(): void;
}

function opened({ stt, expect }: SpeechToTextSubject): Opened {
  const controller = new AbortController();
  const recognition = stt.open(expect, controller.signal);
  const iterator = recognition.results[Symbol.asyncIterator]();
  const next = (): Promise<IteratorResult<RecognitionResult>> => iterator.next();
  const abort = (): void => controller.abort(new Aborted('heard enough'));
  return {
    recognition,
    next,
    async rest() {
      const finals: Final[] = [];
      let afterFinal = 0;
      for (;;) {
        const { done, value } = await within(patienceMs, 'a result', next());
        if (done) return { finals, afterFinal };
        if (finals.length > 0) afterFinal += 1;
        if (value.kind === 'final') finals.push(value);
      }
    },
    abort,
    async [Symbol.asyncDispose]() {
      abort();
    },
  };
}

async function hear(subject: SpeechToTextSubject, samples: Int16Array): ReturnType<Opened['rest']> {
  await using open = opened(subject);
  for (const piece of frames(samples)) open.recognition.push(piece);
  open.recognition.end();
  return await open.rest();
}

/** The pending read and the one after it end without a result: by ending, or by throwing the abort. */
async function assertSilent(
  pending: Promise<IteratorResult<RecognitionResult>>,
  next: () => Promise<IteratorResult<RecognitionResult>>,
): Promise<void> {
  for (const read of [() => pending, next]) {
    try {
      const { done, value } = await within(patienceMs, 'the end after an abort', read());
      assert.equal(done, true, `a ${value?.kind} after the abort`);
    } catch (error) {
      assert(isAbort(error), error instanceof Error ? error : undefined);
    }
  }
}

function assertUnknown(final: Final | undefined): void {
  assert.deepEqual(
    { verdict: final?.verdict, text: final?.text, phraseId: final?.phraseId, words: final?.words.length },
    { verdict: 'unknown', text: '', phraseId: undefined, words: 0 },
  );
}

function first(subject: SpeechToTextSubject): { samples: Int16Array; phraseId: string } {
  const [speech] = subject.speech;
  assert(speech);
  return speech;
}

function textOf(expect: Expectation, id: string): string | undefined {
  return expect.phrases.find((phrase) => phrase.id === id)?.text;
}

function frames(samples: Int16Array): Int16Array[] {
  return Array.from({ length: Math.ceil(samples.length / frame) }, (_, at) =>
    samples.subarray(at * frame, (at + 1) * frame),
  );
}
