import { realClock } from '../../kit/clock.ts';
import { fakeTextToSpeech } from './fake.ts';
import type { SpeakRequest, SpeechPart, TextToSpeech } from './port.ts';

type Speak = TextToSpeech['speak'];

export interface BrokenTextToSpeech {
  /** The check of the contract that must see it. */
  fails: string;
  tts: TextToSpeech;
}

/** Deliberately broken voices: the contract rejects each, and the engine's tests must survive each. */
export function brokenTextToSpeech(): Readonly<Record<string, BrokenTextToSpeech>> {
  return {
    'is silent': broken('streams sound, in pieces, of a length that fits the text', (speak) =>
      mapParts(speak, (part) =>
        part.kind === 'audio' ? { kind: 'audio', samples: new Int16Array(part.samples.length) } : part,
      ),
    ),
    'gives empty audio': broken('streams sound, in pieces, of a length that fits the text', (speak) =>
      mapParts(speak, (part) => (part.kind === 'audio' ? { kind: 'audio', samples: new Int16Array(0) } : part)),
    ),
    'waits for the whole text': broken('streams sound, in pieces, of a length that fits the text', (speak) =>
      atOnce(speak),
    ),
    'begins with a second of silence': broken(
      'begins with sound, not with silence',
      (speak) =>
        async function* (request, signal) {
          yield { kind: 'audio', samples: new Int16Array(24_000) };
          yield* speak(request, signal);
        },
    ),
    'forgets words': broken('gives each word once, in order, at its place in the text and in the sound', (speak) =>
      mapParts(speak, (part) => (part.kind === 'words' ? { kind: 'words', words: part.words.slice(1) } : part)),
    ),
    'misplaces words in the text': broken(
      'gives each word once, in order, at its place in the text and in the sound',
      (speak) => mapWords(speak, (word) => ({ ...word, textStart: word.textStart + 1, textEnd: word.textEnd + 1 })),
    ),
    'times words beyond the sound': broken(
      'gives each word once, in order, at its place in the text and in the sound',
      (speak) => mapWords(speak, (word) => ({ ...word, endMs: word.endMs * 10 })),
    ),
    'times words in seconds': broken(
      'gives each word once, in order, at its place in the text and in the sound',
      (speak) => mapWords(speak, (word) => ({ ...word, startMs: word.startMs / 1000, endMs: word.endMs / 1000 })),
    ),
    'uses its buffer again': broken('gives samples that stay as they were', (speak) => oneBuffer(speak)),
    'ignores speed': broken(
      'speaks faster when told',
      (speak) => (request, signal) => speak({ ...request, speed: 1 }, signal),
    ),
    'takes any voice': broken(
      'refuses a voice it does not list with a RangeError',
      (speak) => (request, signal) => speak({ ...request, voice: 'fake-en' }, signal),
    ),
    'yields after abort': broken(
      'yields nothing after an abort in the middle, and speaks again',
      (speak) => (request) => speak(request, new AbortController().signal),
    ),
    'begins when aborted': broken(
      'yields nothing when aborted before it begins',
      (speak) => (request) => speak(request, new AbortController().signal),
    ),
    'turns an abort into a failure': broken(
      'yields nothing after an abort in the middle, and speaks again',
      (speak) =>
        async function* (request, signal) {
          try {
            yield* speak(request, signal);
          } catch {
            throw new Error('aborted');
          }
        },
    ),
    'mixes what it speaks at once': broken('speaks several texts at once without mixing them', (speak) =>
      mixing(speak),
    ),
    'stops for good when abandoned': broken('can be abandoned in the middle, and speaks again', (speak) =>
      stopping(speak),
    ),
    'never ends': broken('a world that never answers ends on abort or as an Outage', () => () => deaf()),
    'fails with any error': broken('a world that fails in the middle is an Outage of this port', () => () => failing()),
    'passes nonsense on': broken('a world that answers nonsense is an Outage, not sound', (speak) => garbled(speak)),
    'speaks after its end': {
      fails: 'speaks no more once disposed, and may be disposed twice',
      tts: { ...fakeTextToSpeech(realClock), [Symbol.asyncDispose]: async () => undefined },
    },
  };
}

function broken(fails: string, breakIt: (speak: Speak) => Speak): BrokenTextToSpeech {
  const fake = fakeTextToSpeech(realClock);
  return { fails, tts: { ...fake, speak: breakIt(fake.speak) } };
}

function mapParts(speak: Speak, change: (part: SpeechPart) => SpeechPart): Speak {
  return async function* (request, signal) {
    for await (const part of speak(request, signal)) yield change(part);
  };
}

function mapWords(
  speak: Speak,
  change: (word: Extract<SpeechPart, { kind: 'words' }>['words'][number]) => typeof word,
): Speak {
  return mapParts(speak, (part) => (part.kind === 'words' ? { kind: 'words', words: part.words.map(change) } : part));
}

function atOnce(speak: Speak): Speak {
  return async function* (request, signal) {
    const samples: number[] = [];
    for await (const part of speak(request, signal)) {
      if (part.kind === 'audio') for (const sample of part.samples) samples.push(sample);
      else yield part;
    }
    yield { kind: 'audio', samples: Int16Array.from(samples) };
  };
}

function oneBuffer(speak: Speak): Speak {
  const buffer = new Int16Array(48_000);
  return mapParts(speak, (part) => {
    if (part.kind !== 'audio') return part;
    buffer.set(part.samples);
    return { kind: 'audio', samples: buffer.subarray(0, part.samples.length) };
  });
}

/** Hands the parts of one speech to whoever pulls next, as a shared output buffer would. */
function mixing(speak: Speak): Speak {
  const shared: SpeechPart[] = [];
  return mapParts(speak, (part) => {
    shared.push(part);
    return shared.length > 2 ? (shared.splice(0, 1)[0] as SpeechPart) : part;
  });
}

function stopping(speak: Speak): Speak {
  let busy = false;
  return async function* (request: SpeakRequest, signal) {
    if (busy) throw new Error('still speaking');
    busy = true;
    yield* speak(request, signal);
    busy = false;
  };
}

async function* deaf(): AsyncGenerator<SpeechPart> {
  await new Promise(() => undefined);
}

async function* failing(): AsyncGenerator<SpeechPart> {
  yield { kind: 'audio', samples: new Int16Array(2_400).fill(500) };
  throw new TypeError('fetch failed');
}

/** Times that are no numbers, and words that are not there. */
function garbled(speak: Speak): Speak {
  return mapWords(speak, (word) => ({ ...word, startMs: Number.NaN, endMs: -1 }));
}
