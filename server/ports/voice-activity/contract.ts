import assert from 'node:assert/strict';
import { describe } from 'vitest';
import { Aborted, isAbort, Outage } from '../../kit/errors.ts';
import { type Check, pause, registerChecks, within } from '../contract.ts';
import { listen, overheard, withSubject } from './contract-listening.ts';
import type { VoiceActivity } from './port.ts';

export interface VoiceActivitySubject extends AsyncDisposable {
  voiceActivity: VoiceActivity;
  /** One second or more of what this engine takes for speech. */
  speech: Int16Array;
  /** Breaks the engine under its open streams. */
  crash(): Promise<void>;
  /** The same engine when it never gets ready. */
  hanging: VoiceActivity;
}

/** A verdict comes at the latest when so many more samples were pushed. */
const longestWindow = 1_600;
/** Long enough for what should not come to come. */
const lull = 150;

export const voiceActivityChecks: readonly Check<() => Promise<VoiceActivitySubject>>[] = [
  {
    name: 'reports windows of one size in order, each a probability',
    run: (open) =>
      withSubject(open, async ({ voiceActivity, speech }) => {
        const windows = await overheard(voiceActivity, [speech]);
        const size = windows[0]?.endSample ?? 0;
        assert(size > 0 && size <= longestWindow, `a first window of ${size} samples`);
        assert.deepEqual(
          windows.map((window) => window.endSample),
          Array.from({ length: Math.floor(speech.length / size) }, (_, i) => (i + 1) * size),
        );
        for (const { speech: p } of windows) assert(p >= 0 && p <= 1, `a probability of ${p}`);
      }),
  },
  {
    name: 'tells speech from silence, also when it comes again',
    run: (open) =>
      withSubject(open, async ({ voiceActivity, speech }) => {
        const silence = new Int16Array(3 * 16_000);
        const windows = await overheard(voiceActivity, [silence, speech, silence, speech]);
        const share = (from: number, length: number): number => {
          const inside = windows.filter((w) => w.endSample > from && w.endSample <= from + length);
          return inside.filter((w) => w.speech >= 0.5).length / inside.length;
        };
        const second = silence.length + speech.length;
        assert(share(0, silence.length) === 0, 'speech in the first silence');
        assert(share(silence.length, speech.length) > 0.3, 'no speech in speech');
        // Its own end of speech may be half a second late.
        assert(share(second + 8_000, silence.length - 8_000) === 0, 'speech in the second silence');
        assert(share(second + silence.length, speech.length) > 0.3, 'no speech in speech that comes again');
      }),
  },
  {
    name: 'says the same however the sound is cut',
    run: (open) =>
      withSubject(open, async ({ voiceActivity, speech }) => {
        const sound = speech.subarray(0, 16_000);
        const whole = await overheard(voiceActivity, [sound]);
        for (const size of [7, 160, 320, 513, 5_000]) {
          const pieces = Array.from({ length: Math.ceil(sound.length / size) }, (_, i) =>
            sound.subarray(i * size, (i + 1) * size),
          );
          assertSame(await overheard(voiceActivity, pieces), whole);
        }
      }),
  },
  {
    name: 'keeps no reference to the samples and ignores empty ones',
    run: (open) =>
      withSubject(open, async ({ voiceActivity, speech }) => {
        const wanted = await overheard(voiceActivity, [speech]);
        const stream = await listen(voiceActivity);
        const memory = new Int16Array(400);
        for (let at = 0; at < speech.length; at += memory.length) {
          const piece = speech.subarray(at, at + memory.length);
          memory.set(piece);
          stream.push(memory.subarray(0, piece.length));
          memory.fill(0);
          stream.push(new Int16Array(0));
        }
        assertSame(await stream.heard(speech.length), wanted);
      }),
  },
  {
    name: 'reports nothing after abort, not even what was pushed before',
    run: (open) =>
      withSubject(open, async ({ voiceActivity, speech }) => {
        const stream = await listen(voiceActivity);
        stream.push(speech);
        stream.abort();
        const reported = stream.windows.length;
        stream.push(speech);
        await pause(lull);
        assert.equal(stream.windows.length, reported);
        assert.deepEqual(stream.failures, []);
      }),
  },
  {
    name: 'stops when a listener aborts in the middle of a report',
    run: (open) =>
      withSubject(open, async ({ voiceActivity, speech }) => {
        const abort = new AbortController();
        let reported = 0;
        const onWindow = (): void => {
          reported += 1;
          abort.abort(new Aborted('heard enough'));
        };
        const stream = await voiceActivity.open(onWindow, unexpected, abort.signal);
        stream.push(speech);
        await within(
          5_000,
          'a first window',
          until(() => reported > 0),
        );
        await pause(lull);
        assert.equal(reported, 1);
      }),
  },
  {
    name: 'opens nothing when aborted before, or while the engine never gets ready',
    run: (open) =>
      withSubject(open, async ({ voiceActivity, hanging }) => {
        const aborted = AbortSignal.abort(new Aborted('too late'));
        await assert.rejects(within(5_000, 'open', voiceActivity.open(unexpected, unexpected, aborted)), (error) =>
          isAbort(error, aborted),
        );
        const abort = new AbortController();
        const opening = hanging.open(unexpected, unexpected, abort.signal);
        const refused = assert.rejects(within(5_000, 'open', opening), (error) => isAbort(error, abort.signal));
        await pause(20);
        abort.abort(new Aborted('waited enough'));
        await refused;
      }),
  },
  {
    name: 'keeps streams apart',
    run: (open) =>
      withSubject(open, async ({ voiceActivity, speech }) => {
        const sounds = [speech, speech.map((s) => s >> 2), new Int16Array(speech.length), speech.subarray(3_000)];
        const alone = [];
        for (const sound of sounds) alone.push(await overheard(voiceActivity, [sound]));
        const streams = await Promise.all(sounds.map(() => listen(voiceActivity)));
        const leaver = await listen(voiceActivity);
        for (let at = 0; at < speech.length; at += 320) {
          streams.forEach((stream, i) => {
            stream.push(sounds[i]?.subarray(at, at + 320) ?? new Int16Array(0));
          });
          leaver.push(speech.subarray(at, at + 320));
          if (at >= 6_400) leaver.abort();
        }
        for (const [i, stream] of streams.entries()) {
          assertSame(await stream.heard(sounds[i]?.length ?? 0), alone[i] ?? []);
        }
      }),
  },
  {
    name: 'survives garbage and much at once',
    run: (open) =>
      withSubject(open, async ({ voiceActivity, speech }) => {
        const extremes = Int16Array.from({ length: 16_000 }, (_, i) => (i % 3 === 0 ? -32_768 : 32_767));
        const constant = new Int16Array(16_000).fill(-32_768);
        const minute = new Int16Array(60 * 16_000);
        for (let at = 0; at + speech.length <= minute.length; at += speech.length * 2) minute.set(speech, at);
        const windows = await overheard(voiceActivity, [extremes, constant, minute, speech]);
        for (const { speech: p } of windows) assert(p >= 0 && p <= 1, `a probability of ${p}`);
        const last = windows.filter((w) => w.endSample > 32_000 + minute.length);
        assert(
          last.some((w) => w.speech >= 0.5),
          'deaf after garbage',
        );
      }),
  },
  {
    name: 'reports its failure once as an outage, then nothing, and opens again',
    run: (open) =>
      withSubject(open, async ({ voiceActivity, speech, crash }) => {
        const streams = [await listen(voiceActivity), await listen(voiceActivity)];
        for (const stream of streams) stream.push(speech);
        await crash();
        for (const stream of streams) {
          stream.push(speech);
          await within(
            5_000,
            'the failure',
            until(() => stream.failures.length > 0),
          );
        }
        const reported = streams.map((stream) => stream.windows.length);
        for (const stream of streams) stream.push(speech);
        await pause(lull);
        for (const stream of streams) {
          assert.equal(stream.failures.length, 1);
          const [failure] = stream.failures;
          assert(failure instanceof Outage && failure.port === 'voice-activity', `${failure}`);
        }
        assert.deepEqual(
          streams.map((stream) => stream.windows.length),
          reported,
        );
        assert(
          (await overheard(voiceActivity, [speech])).some((w) => w.speech >= 0.5),
          'deaf after a failure',
        );
      }),
  },
  {
    name: 'is silent after its end and refuses new streams',
    run: (open) =>
      withSubject(open, async ({ voiceActivity, speech }) => {
        const stream = await listen(voiceActivity);
        stream.push(speech);
        await within(5_000, 'the end', Promise.resolve(voiceActivity[Symbol.asyncDispose]()));
        const reported = stream.windows.length;
        stream.push(speech);
        await pause(lull);
        assert.equal(stream.windows.length, reported);
        await assert.rejects(listen(voiceActivity), Outage);
        assert.equal((await voiceActivity.health()).ok, false);
        await voiceActivity[Symbol.asyncDispose]();
      }),
  },
];

/** Registers the contract; each check opens and ends a subject of its own. */
export function voiceActivityContract(name: string, open: () => Promise<VoiceActivitySubject>): void {
  describe(`voice-activity contract: ${name}`, () => registerChecks(voiceActivityChecks, open));
}

type Windows = readonly { endSample: number; speech: number }[];

function assertSame(actual: Windows, wanted: Windows): void {
  assert.deepEqual(
    actual.map((window) => window.endSample),
    wanted.map((window) => window.endSample),
  );
  for (const [i, window] of actual.entries()) {
    const other = wanted[i]?.speech ?? Number.NaN;
    assert(Math.abs(window.speech - other) < 1e-3, `window ${i}: ${window.speech}, not ${other}`);
  }
}

function unexpected(): void {
  assert.fail('a report that must not come');
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(2);
}
