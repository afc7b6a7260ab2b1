import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { Aborted, isAbort, Outage } from '../../kit/errors.ts';
import { limited } from '../../kit/limit.ts';
import type { Grammar, GrammarFinding } from './port.ts';

type Request = Parameters<Grammar['check']>[0];

export interface GrammarSubject {
  grammar: Grammar;
  language: string;
  /** A sentence with one mistake that is heard as well as seen; the right text in its place. */
  wrong: string;
  mistake: string;
  right: string;
  /** A sentence without any, but for a name that looks misspelt when written small. */
  fine: string;
  name: string;
  hanging?: Grammar;
  failing?: Grammar;
}

const patienceMs = 60_000;
const stopMs = 2_000;

export const grammarChecks: Readonly<Record<string, (subject: GrammarSubject) => Promise<void>>> = {
  async 'finds a mistake at its place, with the right words first'({ grammar, language, wrong, mistake, right }) {
    const found = await check(grammar, { text: wrong, language, spoken: false });
    assert.equal(found.length, 1, JSON.stringify(found));
    const [finding] = found;
    assert(finding);
    assert.equal(wrong.slice(finding.start, finding.end), mistake);
    assert.equal(finding.suggestions[0], right);
    assert.match(finding.kind, /^[A-Z]+(?::[A-Z]+)?$/u);
    assert.match(finding.rule, /^[\w.-]+$/u);
    assert(finding.message.length > 0);
  },

  async 'counts places in UTF-16 units'({ grammar, language, wrong, mistake }) {
    const text = `👍👍 ${wrong}`;
    const [finding] = await check(grammar, { text, language, spoken: false });
    assert.equal(text.slice(finding?.start, finding?.end), mistake);
  },

  async 'finds several in order, none over another'({ grammar, language, wrong }) {
    const found = await check(grammar, { text: `${wrong} ${wrong} ${wrong}`, language, spoken: false });
    assert.equal(found.length, 3);
    for (const [at, finding] of found.entries()) assert(finding.start >= (found[at - 1]?.end ?? 0));
  },

  async 'finds nothing in what is right, nor in nothing'({ grammar, language, fine }) {
    for (const spoken of [true, false]) {
      for (const text of [fine, '', '   ', '!?', '12', '👍'])
        assert.deepEqual(await check(grammar, { text, language, spoken }), []);
    }
  },

  async 'leaves the names alone that it is told'({ grammar, language, name }) {
    assert.deepEqual(await check(grammar, { text: name, language, spoken: false, words: [name] }), []);
  },

  async 'answers many at once without mixing them'({ grammar, language, wrong, fine }) {
    const texts = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? wrong : fine));
    const found = await Promise.all(texts.map((text) => check(grammar, { text, language, spoken: false })));
    assert.deepEqual(
      found.map((one) => one.length),
      texts.map((text) => (text === wrong ? 1 : 0)),
    );
  },

  async 'refuses a language it does not list with a RangeError'({ grammar, fine }) {
    await assert.rejects(check(grammar, { text: fine, language: 'xx', spoken: false }), RangeError);
  },

  async 'answers nothing when aborted'({ grammar, language, wrong }) {
    const abort = new AbortController();
    abort.abort(new Aborted('enough'));
    await assert.rejects(check(grammar, { text: wrong, language, spoken: false }, abort.signal), (error) =>
      isAbort(error, abort.signal),
    );
    const later = new AbortController();
    const asked = check(grammar, { text: wrong, language, spoken: false }, later.signal);
    later.abort(new Aborted('enough'));
    await assert.rejects(asked, (error) => isAbort(error, later.signal));
  },

  async 'a world that never answers ends on abort or as an Outage'({ hanging, language, wrong }) {
    if (!hanging) return;
    const abort = new AbortController();
    const timer = realClock.after(300, () => abort.abort(new Aborted('enough')));
    const end = check(hanging, { text: wrong, language, spoken: false }, abort.signal, stopMs);
    await assert.rejects(end, (error) => isAbort(error, abort.signal) || error instanceof Outage);
    timer[Symbol.dispose]();
  },

  async 'a world that fails is an Outage of this port'({ failing, language, wrong }) {
    if (failing) await assert.rejects(check(failing, { text: wrong, language, spoken: false }), isOutage);
  },

  async 'reports its health'({ grammar }) {
    const health = await grammar.health();
    assert.equal(health.ok, true, health.detail);
  },

  async 'checks no more once disposed, and may be disposed twice'({ grammar, language, wrong }) {
    await grammar[Symbol.asyncDispose]();
    await grammar[Symbol.asyncDispose]();
    await assert.rejects(check(grammar, { text: wrong, language, spoken: false }), isOutage);
  },
};

/** Registers the contract; `open` is called once, and what it gives is disposed at the end. */
export function grammarContract(name: string, open: () => Promise<GrammarSubject>): void {
  describe(`grammar contract: ${name}`, () => {
    let subject: GrammarSubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(async () => {
      for (const one of [subject.grammar, subject.hanging, subject.failing]) await one?.[Symbol.asyncDispose]();
    });
    for (const [check, run] of Object.entries(grammarChecks)) test(check, { timeout: patienceMs }, () => run(subject));
  });
}

function check(
  grammar: Grammar,
  request: Request,
  signal?: AbortSignal,
  ms = patienceMs,
): Promise<readonly GrammarFinding[]> {
  const late = (): Error => new Error(`no answer for ${ms} ms`);
  const never = new AbortController().signal;
  return limited(realClock, ms, late, () => grammar.check(request, signal ?? never), never);
}

function isOutage(error: unknown): boolean {
  return error instanceof Outage && error.port === 'grammar';
}
