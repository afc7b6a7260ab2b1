import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { Aborted, isAbort, Outage } from '../../kit/errors.ts';
import { limited } from '../../kit/limit.ts';
import type { LanguageModel, LanguageModelPart, LanguageModelRequest } from './port.ts';

export interface LanguageModelSubject {
  /** Answers with several pieces over 50 ms or more, and says what was asked in the last message. */
  model: LanguageModel;
  /** Stops for its length. */
  short: LanguageModel;
  /** Never answers; stops in the middle for ever. */
  hanging: LanguageModel;
  stalling: LanguageModel;
  /** Fails before the first token; in the middle; ends in the middle as if all were well. */
  failing: LanguageModel;
  breaking: LanguageModel;
  ending?: LanguageModel;
  /** Answers something that is no reply. */
  garbled?: LanguageModel;
  end?: AsyncDisposable;
}

const patienceMs = 15_000;
const stopMs = 2_000;

export const languageModelChecks: Readonly<Record<string, (subject: LanguageModelSubject) => Promise<void>>> = {
  async 'streams text in pieces, then one end'({ model }) {
    const parts = await all(model, 'apple');
    const texts = parts.filter((part) => part.kind === 'text');
    assert(texts.length >= 3, `${texts.length} pieces`);
    assert(
      texts.every((part) => part.text !== ''),
      'an empty piece',
    );
    assert(
      texts
        .map((part) => part.text)
        .join('')
        .includes('apple'),
    );
    assert.equal(parts.filter((part) => part.kind === 'end').length, 1);
    assert.deepEqual(parts.at(-1)?.kind === 'end' && parts.at(-1), { ...parts.at(-1), kind: 'end', reason: 'stop' });
  },

  async 'gives the first piece before the last is there'({ model }) {
    const from = realClock.now();
    let firstMs = 0;
    for await (const part of bounded(model.stream(ask('pear'), never())))
      if (part.kind === 'text') firstMs ||= realClock.now() - from;
    assert(firstMs < realClock.now() - from - 30, 'all of it came at once');
  },

  async 'says when it stopped for its length'({ short }) {
    const end = (await all(short, 'plum')).at(-1);
    assert(end?.kind === 'end' && end.reason === 'length');
  },

  async 'yields nothing when aborted before it begins'({ model }) {
    const abort = new AbortController();
    abort.abort(new Aborted('enough'));
    assert.deepEqual(await afterAbort(model, abort, 0), { before: 0, after: 0 });
  },

  async 'yields nothing after an abort in the middle, stops soon, and works again'({ model }) {
    const abort = new AbortController();
    assert.deepEqual(await afterAbort(model, abort, 1), { before: 1, after: 0 });
    assert((await all(model, 'fig')).length > 1);
  },

  async 'can be abandoned in the middle, and works again'({ model }) {
    for await (const part of bounded(model.stream(ask('kiwi'), never()))) if (part.kind === 'text') break;
    assert((await all(model, 'fig')).length > 1);
  },

  async 'answers several at once without mixing them'({ model }) {
    const words = ['apple', 'pear', 'plum', 'fig', 'kiwi'];
    const replies = await Promise.all(words.map((word) => all(model, word)));
    for (const [at, parts] of replies.entries()) {
      const text = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
      for (const word of words) assert.equal(text.includes(word), word === words[at]);
    }
  },

  async 'an abort ends the wait for one that never answers'({ hanging }) {
    await abortEnds(hanging);
  },

  async 'an abort ends the wait for one that stops in the middle'({ stalling }) {
    await abortEnds(stalling);
  },

  async 'a failure is an Outage of this port'({ failing }) {
    assertOutage(await failureOf(failing));
  },

  async 'a failure in the middle is an Outage, and no end was given'({ breaking }) {
    assertOutage(await failureOf(breaking));
  },

  async 'an end without a reason is an Outage'({ ending }) {
    if (ending) assertOutage(await failureOf(ending));
  },

  async 'nonsense is an Outage'({ garbled }) {
    if (garbled) assertOutage(await failureOf(garbled));
  },

  async 'reports its health after a success'({ model }) {
    await all(model, 'fig');
    assert.equal((await model.health()).ok, true);
  },
};

/** Registers the contract; `open` is called once. */
export function languageModelContract(name: string, open: () => Promise<LanguageModelSubject>): void {
  describe(`language-model contract: ${name}`, () => {
    let subject: LanguageModelSubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.end?.[Symbol.asyncDispose]());
    for (const [check, run] of Object.entries(languageModelChecks)) test(check, () => run(subject));
  });
}

function ask(word: string): LanguageModelRequest {
  return {
    system: 'You are a tutor.',
    messages: [{ role: 'user', content: `Say ${word}` }],
    maxTokens: 200,
    temperature: 0.5,
  };
}

async function all(model: LanguageModel, word: string): Promise<LanguageModelPart[]> {
  const parts: LanguageModelPart[] = [];
  for await (const part of bounded(model.stream(ask(word), never()))) parts.push(part);
  return parts;
}

async function afterAbort(
  model: LanguageModel,
  abort: AbortController,
  parts: number,
): Promise<{ before: number; after: number }> {
  let before = 0;
  let after = 0;
  try {
    for await (const _ of bounded(model.stream(ask('apple'), abort.signal), stopMs)) {
      if (abort.signal.aborted) after += 1;
      else if (++before === parts) abort.abort(new Aborted('enough'));
    }
  } catch (error) {
    assert(isAbort(error, abort.signal), `the abort became ${String(error)}`);
  }
  return { before, after };
}

async function abortEnds(model: LanguageModel): Promise<void> {
  const abort = new AbortController();
  const timer = realClock.after(200, () => abort.abort(new Aborted('enough')));
  try {
    for await (const part of bounded(model.stream(ask('apple'), abort.signal), 200 + stopMs))
      assert.equal(part.kind, 'text');
  } catch (error) {
    assert(isAbort(error, abort.signal) || error instanceof Outage, `it ended with ${String(error)}`);
    return;
  } finally {
    timer[Symbol.dispose]();
  }
  assert(abort.signal.aborted, 'it ended as if all were well');
}

async function failureOf(model: LanguageModel): Promise<unknown> {
  try {
    for await (const part of bounded(model.stream(ask('apple'), never()))) assert.notEqual(part.kind, 'end');
  } catch (error) {
    return error;
  }
  return undefined;
}

function assertOutage(error: unknown): void {
  assert(error instanceof Outage, `expected an Outage, not ${String(error)}`);
  assert.equal(error.port, 'language-model');
}

/** `parts`, with a throw when one takes longer than `ms`: a contract never hangs. */
async function* bounded(parts: AsyncIterable<LanguageModelPart>, ms = patienceMs): AsyncGenerator<LanguageModelPart> {
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

function never(): AbortSignal {
  return new AbortController().signal;
}
