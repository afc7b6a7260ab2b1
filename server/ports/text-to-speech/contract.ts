import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { Aborted, isAbort, Outage } from '../../kit/errors.ts';
import { limited } from '../../kit/limit.ts';
import type { SpeakRequest, SpeechPart, SpokenWord, TextToSpeech } from './port.ts';
import { VOICE_RATE } from './port.ts';
import { writtenWords } from './written-words.ts';

export interface TextToSpeechSubject {
  tts: TextToSpeech;
  voice: string;
  /** Of four words or more. */
  sentence: string;
  /** Ten seconds of speech or more. */
  long: string;
  /** The same with a world that never answers, fails in the middle, or answers nonsense; where that can be arranged. */
  hanging?: TextToSpeech;
  failing?: TextToSpeech;
  garbled?: TextToSpeech;
}

type Check = (subject: TextToSpeechSubject) => Promise<void>;

/** Nothing here may take longer, however slow the machine; nor what was told to stop. */
const patienceMs = 15_000;
const stopMs = 2_000;

export const textToSpeechChecks: Readonly<Record<string, Check>> = {
  async 'lists voices with ids of their own and primary language subtags'({ tts, voice }) {
    const voices = tts.voices();
    assert(voices.some((one) => one.id === voice));
    assert.equal(new Set(voices.map((one) => one.id)).size, voices.length);
    for (const one of voices) assert.match(one.language, /^[a-z]{2,3}$/u);
  },

  async 'streams sound, in pieces, of a length that fits the text'({ tts, voice, sentence, long }) {
    const said = await listen(tts, { text: sentence, voice, speed: 1 });
    const words = writtenWords(sentence).length;
    assert(said.ms > words * 60 && said.ms < words * 1_500, `${said.ms} ms for ${words} words`);
    assert(loudness(said.samples) > 100, 'it is silent');
    const longer = await listen(tts, { text: long, voice, speed: 1 });
    assert(longer.ms >= 8_000 && longer.audioParts >= 2, `${longer.ms} ms in ${longer.audioParts} parts`);
  },

  async 'begins with sound, not with silence'({ tts, voice, sentence }) {
    const { samples } = await listen(tts, { text: sentence, voice, speed: 1 });
    assert(loudness(samples.subarray(0, (VOICE_RATE * 120) / 1000)) > 30, 'the first 120 ms are silent');
  },

  async 'gives each word once, in order, at its place in the text and in the sound'({ tts, voice, sentence }) {
    const said = await listen(tts, { text: sentence, voice, speed: 1 });
    assert.deepEqual(
      said.words.map(({ text, textStart, textEnd }) => ({ text, start: textStart, end: textEnd })),
      writtenWords(sentence),
    );
    let lastMs = 0;
    for (const word of said.words) {
      assert(word.startMs >= lastMs - 1 && word.endMs >= word.startMs, `times of word at ${word.textStart}`);
      lastMs = word.startMs;
    }
    const end = said.words.at(-1)?.endMs ?? Number.NaN;
    assert(end <= said.ms + 20 && end >= said.ms * 0.5, `the last word ends at ${end} of ${said.ms} ms`);
  },

  async 'gives samples that stay as they were'({ tts, voice, sentence }) {
    const parts: { samples: Int16Array; before: Int16Array }[] = [];
    for await (const part of bounded(tts.speak({ text: sentence, voice, speed: 1 }, never()))) {
      if (part.kind === 'audio') parts.push({ samples: part.samples, before: part.samples.slice() });
    }
    for (const part of parts) assert.deepEqual(part.samples, part.before);
  },

  async 'speaks faster when told'({ tts, voice, sentence }) {
    const plain = await listen(tts, { text: sentence, voice, speed: 1 });
    const fast = await listen(tts, { text: sentence, voice, speed: 1.6 });
    assert(fast.ms < plain.ms * 0.85, `${fast.ms} ms against ${plain.ms}`);
  },

  async 'has nothing to say of a text without words'({ tts, voice }) {
    for (const text of ['', '   ', '…', '— !'])
      assert.deepEqual((await listen(tts, { text, voice, speed: 1 })).words, []);
  },

  async 'does not trip over markup, emoji and long words'({ tts, voice }) {
    const text = `<break time="9s"/> &lt;b&gt; [[x]] 👍 ${'a'.repeat(300)} \u0000\ufffd $1 %s "end".`;
    const said = await listen(tts, { text, voice, speed: 1 });
    assert(said.ms > 0);
    assert.deepEqual(
      said.words.map((word) => text.slice(word.textStart, word.textEnd)),
      said.words.map((word) => word.text),
    );
  },

  async 'refuses a voice it does not list with a RangeError'({ tts, sentence }) {
    await assert.rejects(listen(tts, { text: sentence, voice: 'nobody', speed: 1 }), RangeError);
  },

  async 'yields nothing when aborted before it begins'({ tts, voice, sentence }) {
    const parts = await untilAbort(tts, { text: sentence, voice, speed: 1 }, 0);
    assert.equal(parts, 0);
  },

  async 'yields nothing after an abort in the middle, and speaks again'({ tts, voice, sentence, long }) {
    const after = await untilAbort(tts, { text: long, voice, speed: 1 }, 1);
    assert.equal(after, 0);
    assert((await listen(tts, { text: sentence, voice, speed: 1 })).ms > 0);
  },

  async 'can be abandoned in the middle, and speaks again'({ tts, voice, sentence, long }) {
    for await (const part of bounded(tts.speak({ text: long, voice, speed: 1 }, never())))
      if (part.kind === 'audio') break;
    assert((await listen(tts, { text: sentence, voice, speed: 1 })).ms > 0);
  },

  async 'speaks several texts at once without mixing them'({ tts, voice, sentence, long }) {
    const alone = await listen(tts, { text: sentence, voice, speed: 1 });
    const [longer, ...others] = await Promise.all([
      listen(tts, { text: long, voice, speed: 1 }),
      ...[1, 2, 3].map(() => listen(tts, { text: sentence, voice, speed: 1 })),
    ]);
    assert.deepEqual(
      longer.words.map((word) => word.text),
      writtenWords(long).map((word) => word.text),
    );
    for (const other of others) {
      assert(other.ms > alone.ms * 0.8 && other.ms < alone.ms * 1.25, `${other.ms} ms against ${alone.ms} alone`);
      assert.equal(other.words.length, alone.words.length);
    }
  },

  async 'a world that never answers ends on abort or as an Outage'({ hanging, voice, sentence }) {
    if (!hanging) return;
    const abort = new AbortController();
    const timer = realClock.after(400, () => abort.abort(new Aborted('enough')));
    const error = await failureOf(hanging.speak({ text: sentence, voice, speed: 1 }, abort.signal), 400 + stopMs);
    timer[Symbol.dispose]();
    assert(isAbort(error, abort.signal) || error instanceof Outage, `it ended with ${String(error)}`);
  },

  async 'a world that fails in the middle is an Outage of this port'({ failing, voice, sentence }) {
    if (failing) assertOutage(await failureOf(failing.speak({ text: sentence, voice, speed: 1 }, never())));
  },

  async 'a world that answers nonsense is an Outage, not sound'({ garbled, voice, sentence }) {
    if (garbled) assertOutage(await failureOf(garbled.speak({ text: sentence, voice, speed: 1 }, never())));
  },

  async 'reports its health and prewarms without throwing'({ tts, voice }) {
    tts.prewarm(voice);
    tts.prewarm('nobody');
    const health = await tts.health();
    assert.equal(health.ok, true, health.detail);
  },

  async 'speaks no more once disposed, and may be disposed twice'({ tts, voice, sentence }) {
    await tts[Symbol.asyncDispose]();
    await tts[Symbol.asyncDispose]();
    assertOutage(await failureOf(tts.speak({ text: sentence, voice, speed: 1 }, never())));
  },
};

/** Registers the contract; `open` is called once, and what it gives is disposed at the end. */
export function textToSpeechContract(name: string, open: () => Promise<TextToSpeechSubject>): void {
  describe(`text-to-speech contract: ${name}`, () => {
    let subject: TextToSpeechSubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(async () => {
      for (const one of [subject.tts, subject.hanging, subject.failing, subject.garbled])
        await one?.[Symbol.asyncDispose]();
    });
    for (const [check, run] of Object.entries(textToSpeechChecks)) test(check, () => run(subject));
  });
}

interface Said {
  samples: Int16Array;
  ms: number;
  audioParts: number;
  words: SpokenWord[];
}

/** All that is said, checked part by part. */
export async function listen(tts: TextToSpeech, request: SpeakRequest): Promise<Said> {
  const chunks: Int16Array[] = [];
  const words: SpokenWord[] = [];
  for await (const part of bounded(tts.speak(request, never()))) {
    if (part.kind === 'words') {
      words.push(...part.words);
      continue;
    }
    assert.equal(part.kind, 'audio');
    assert(part.samples instanceof Int16Array && part.samples.length > 0, 'a part without samples');
    chunks.push(part.samples);
  }
  const samples = new Int16Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    samples.set(chunk, at);
    at += chunk.length;
  }
  return { samples, ms: (samples.length * 1000) / VOICE_RATE, audioParts: chunks.length, words };
}

/** Aborts after `parts` parts; the number of parts that came after the abort. */
async function untilAbort(tts: TextToSpeech, request: SpeakRequest, parts: number): Promise<number> {
  const abort = new AbortController();
  const reason = new Aborted('enough');
  if (parts === 0) abort.abort(reason);
  let before = 0;
  let after = 0;
  try {
    for await (const part of bounded(tts.speak(request, abort.signal))) {
      if (abort.signal.aborted) after += 1;
      else if (part.kind === 'audio' && ++before === parts) abort.abort(reason);
    }
  } catch (error) {
    assert(isAbort(error, abort.signal), `the abort became ${String(error)}`);
  }
  return after;
}

async function failureOf(parts: AsyncIterable<SpeechPart>, ms = patienceMs): Promise<unknown> {
  try {
    for await (const part of bounded(parts, ms)) {
      if (part.kind === 'audio') assert(part.samples instanceof Int16Array);
      else for (const word of part.words) assert(Number.isFinite(word.startMs) && word.endMs >= word.startMs);
    }
  } catch (error) {
    return error;
  }
  return undefined;
}

/** `parts`, with a throw when one takes longer than `ms`: a contract never hangs. */
async function* bounded(parts: AsyncIterable<SpeechPart>, ms = patienceMs): AsyncGenerator<SpeechPart> {
  const iterator = parts[Symbol.asyncIterator]();
  const late = (): Error => new Error(`nothing for ${ms} ms`);
  let left = false;
  try {
    for (;;) {
      const next = await limited(realClock, ms, late, () => iterator.next(), never());
      if (next.done) return;
      left = true;
      yield next.value;
      left = false;
    }
  } finally {
    if (left) await limited(realClock, ms, late, async () => iterator.return?.(), never());
  }
}

function assertOutage(error: unknown): void {
  assert(error instanceof Outage, `expected an Outage, not ${String(error)}`);
  assert.equal(error.port, 'text-to-speech');
}

function loudness(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length));
}

function never(): AbortSignal {
  return new AbortController().signal;
}
