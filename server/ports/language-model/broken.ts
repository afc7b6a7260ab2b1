import { realClock } from '../../kit/clock.ts';
import { fakeLanguageModel } from './fake.ts';
import type { LanguageModel, LanguageModelPart } from './port.ts';

type Stream = LanguageModel['stream'];

export interface BrokenLanguageModel {
  /** The check of the contract that must see it. */
  fails: string;
  model: LanguageModel;
}

/** Says what it was asked, in pieces, as the contract wants it. */
export const echo = (): LanguageModel =>
  fakeLanguageModel(realClock, {
    script: ({ messages }) => ({
      text: `You said: ${messages.at(-1)?.content ?? ''}, I think. Is that what you want?`,
      everyMs: 10,
    }),
  });

/** Deliberately broken models: the contract rejects each, and the engine's tests must survive each. */
export function brokenLanguageModels(): Readonly<Record<string, BrokenLanguageModel>> {
  const streams = 'streams text in pieces, then one end';
  const midAbort = 'yields nothing after an abort in the middle, stops soon, and works again';
  return {
    'never says that it is done': broken(streams, (stream) => only(stream, (part) => part.kind === 'text')),
    'gives empty pieces': broken(
      streams,
      (stream) =>
        async function* (...asked) {
          yield { kind: 'text', text: '' };
          yield* stream(...asked);
        },
    ),
    'goes on after its end': broken(
      streams,
      (stream) =>
        async function* (...asked) {
          yield* stream(...asked);
          yield { kind: 'text', text: 'And another thing.' };
        },
    ),
    'gives all at once': broken(
      'gives the first piece before the last is there',
      (stream) =>
        async function* (...asked) {
          const parts: LanguageModelPart[] = [];
          for await (const part of stream(...asked)) parts.push(part);
          yield* parts;
        },
    ),
    'hides that it was cut': broken('says when it stopped for its length', (stream) => stream),
    'begins when aborted': broken(
      'yields nothing when aborted before it begins',
      (stream) => (request) => stream(request, new AbortController().signal),
    ),
    'yields after abort': broken(midAbort, (stream) => (request) => stream(request, new AbortController().signal)),
    'turns an abort into a failure': broken(
      midAbort,
      (stream) =>
        async function* (...asked) {
          try {
            yield* stream(...asked);
          } catch {
            throw new Error('socket hang up');
          }
        },
    ),
    'answers one at a time': broken('can be abandoned in the middle, and works again', (stream) => stuckOnce(stream)),
    'mixes replies': broken('answers several at once without mixing them', (stream) => mixing(stream)),
    'hangs for ever': broken('an abort ends the wait for one that never answers', () => () => deaf()),
    'hangs for ever in the middle': broken(
      'an abort ends the wait for one that stops in the middle',
      () => () => deaf('Well'),
    ),
    'fails with any error': broken('a failure is an Outage of this port', () => () => failing()),
    'fails with any error in the middle': broken(
      'a failure in the middle is an Outage, and no end was given',
      () => () => failing('Well'),
    ),
    'takes a torn connection for an end': broken('an end without a reason is an Outage', (stream) => stream),
    'passes nonsense on': broken('nonsense is an Outage', () => () => failing('{"choices": [')),
    'is never well': {
      fails: 'reports its health after a success',
      model: { ...echo(), health: async () => ({ ok: false, detail: 'who knows' }) },
    },
  };
}

function broken(fails: string, breakIt: (stream: Stream) => Stream): BrokenLanguageModel {
  const model = echo();
  return { fails, model: { ...model, stream: breakIt(model.stream) } };
}

function only(stream: Stream, wanted: (part: LanguageModelPart) => boolean): Stream {
  return async function* (...asked) {
    for await (const part of stream(...asked)) if (wanted(part)) yield part;
  };
}

function stuckOnce(stream: Stream): Stream {
  let busy = false;
  return async function* (...asked) {
    if (busy) throw new Error('busy');
    busy = true;
    yield* stream(...asked);
    busy = false;
  };
}

/** Every reply to the request that came last. */
function mixing(stream: Stream): Stream {
  let last: Parameters<Stream>[0] | undefined;
  return async function* (request, signal) {
    last = request;
    await Promise.resolve();
    yield* stream(last, signal);
  };
}

async function* deaf(first?: string): AsyncGenerator<LanguageModelPart> {
  if (first !== undefined) yield { kind: 'text', text: first };
  await new Promise(() => undefined);
}

async function* failing(first?: string): AsyncGenerator<LanguageModelPart> {
  if (first !== undefined) yield { kind: 'text', text: first };
  throw new TypeError('terminated');
}
