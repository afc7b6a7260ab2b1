import assert from 'node:assert/strict';
import { describe } from 'vitest';
import { Aborted, isAbort, Outage } from '../../kit/errors.ts';
import { type Check, pause, registerChecks, within } from '../contract.ts';
import type { Assessment, Pronunciation } from './port.ts';

interface Recording {
  samples: Int16Array;
  text: string;
  language: string;
}

export interface PronunciationSubject extends AsyncDisposable {
  pronunciation: Pronunciation;
  /** Well said. Two recordings or more. */
  good: readonly Recording[];
  /** A text of as many words as the first of `good`, which is not what is said there. */
  wrongText: string;
  /** Breaks the engine under what it is doing. */
  crash(): Promise<void>;
  /** The same engine when it never answers. */
  hanging: Pronunciation;
}

type Open = () => Promise<PronunciationSubject>;

/** Nothing here takes longer, however slow the machine. */
const patienceMs = 15_000;
const lullMs = 200;

const checks: Readonly<Record<string, (subject: PronunciationSubject) => Promise<void>>> = {
  async 'finds what was said good'({ pronunciation, good }) {
    for (const recording of good) {
      const { verdict, words } = await assessed(pronunciation, recording);
      assert.equal(verdict, 'good');
      const fine = words.filter((word) => word.verdict === 'good').length;
      assert(fine >= words.length / 2, `${fine} good words of ${words.length}`);
    }
  },

  async 'misses what was not said'({ pronunciation, good: [first], wrongText }) {
    assert(first);
    const { verdict } = await assessed(pronunciation, { ...first, text: wrongText });
    assert.equal(verdict, 'missed');
  },

  async 'gives every word once, in order, with its phones inside it'({ pronunciation, good }) {
    for (const recording of good) {
      const { words } = await assessed(pronunciation, recording);
      assert.deepEqual(
        words.map((word) => word.text),
        plainWords(recording.text),
      );
      let lastMs = 0;
      for (const word of words) {
        assert(word.startMs >= lastMs && word.endMs > word.startMs, `a word from ${word.startMs} to ${word.endMs}`);
        lastMs = word.startMs;
        assert(word.phones.length > 0, 'a word without phones');
        for (const { phone, startMs, endMs, goodness } of word.phones) {
          assert.notEqual(phone, '');
          assert(startMs >= word.startMs - 1 && endMs <= word.endMs + 1, 'a phone outside its word');
          assert(Number.isFinite(goodness) && goodness <= 0, `a goodness of ${goodness}`);
        }
      }
      assert((words.at(-1)?.endMs ?? Number.NaN) <= recording.samples.length / 16 + 50, 'a word after the end');
    }
  },

  async 'misses everything in silence and in no sound at all'({ pronunciation, good: [first] }) {
    assert(first);
    for (const samples of [new Int16Array(0), new Int16Array(24_000)]) {
      assert.equal((await assessed(pronunciation, { ...first, samples })).verdict, 'missed');
    }
  },

  async 'has no words for a text without words'({ pronunciation, good: [first] }) {
    assert(first);
    assert.deepEqual(await assessed(pronunciation, { ...first, text: ' … !' }), { verdict: 'missed', words: [] });
  },

  async 'refuses a language it lacks and a recording that is too long'({ pronunciation, good: [first] }) {
    assert(first);
    await assert.rejects(assessed(pronunciation, { ...first, language: 'xx' }), RangeError);
    const samples = new Int16Array(31 * 16_000);
    await assert.rejects(assessed(pronunciation, { ...first, samples }), RangeError);
  },

  async 'keeps no reference to the sound'({ pronunciation, good: [first] }) {
    assert(first);
    const samples = first.samples.slice();
    const answer = assessed(pronunciation, { ...first, samples });
    samples.fill(20_000);
    assert.equal((await answer).verdict, 'good');
  },

  async 'does several at once without mixing them'({ pronunciation, good }) {
    const answers = await Promise.all([...good, ...good].map((recording) => assessed(pronunciation, recording)));
    for (const [at, answer] of answers.entries()) {
      assert.deepEqual(
        answer.words.map((word) => word.text),
        plainWords((good[at % good.length] as Recording).text),
      );
    }
  },

  async 'answers an abort at once, and nothing after it'({ pronunciation, good: [first] }) {
    assert(first);
    for (const waitMs of [0, 1]) {
      const controller = new AbortController();
      const answer = pronunciation.assess(first, controller.signal);
      void Promise.allSettled([answer]);
      if (waitMs > 0) await pause(waitMs);
      controller.abort(new Aborted('not any more'));
      await assert.rejects(within(patienceMs, 'the abort', answer), (error) => isAbort(error, controller.signal));
    }
    const gone = new AbortController();
    gone.abort(new Aborted('never'));
    await assert.rejects(pronunciation.assess(first, gone.signal), (error) => isAbort(error, gone.signal));
    await pause(lullMs);
    assert.equal((await assessed(pronunciation, first)).verdict, 'good');
  },

  async 'fails with an outage when its engine hangs'({ hanging, good: [first] }) {
    assert(first);
    await assert.rejects(assessed(hanging, first), Outage);
  },

  async 'fails with an outage when its engine crashes, and works again'({ pronunciation, good: [first], crash }) {
    assert(first);
    const answer = assessed(pronunciation, first);
    void Promise.allSettled([answer]);
    await crash();
    await assert.rejects(answer, Outage);
    assert.equal((await assessed(pronunciation, first)).verdict, 'good');
  },

  async 'fails with an outage once it is closed'({ pronunciation, good: [first] }) {
    assert(first);
    assert.equal((await pronunciation.health()).ok, true);
    await within(patienceMs, 'closing', pronunciation[Symbol.asyncDispose]());
    await assert.rejects(assessed(pronunciation, first), Outage);
    await within(patienceMs, 'closing twice', pronunciation[Symbol.asyncDispose]());
  },
};

export const pronunciationChecks: readonly Check<Open>[] = Object.entries(checks).map(([name, check]) => ({
  name,
  async run(open) {
    await using subject = await open();
    await check(subject);
  },
}));

/** Registers the contract; each check opens and ends a subject of its own. */
export function pronunciationContract(name: string, open: Open): void {
  describe(`pronunciation contract: ${name}`, () => registerChecks(pronunciationChecks, open));
}

function assessed(pronunciation: Pronunciation, recording: Recording): Promise<Assessment> {
  return within(patienceMs, 'an assessment', pronunciation.assess(recording, new AbortController().signal));
}

function plainWords(text: string): string[] {
  return text
    .split(/\s+/u)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter(Boolean);
}
