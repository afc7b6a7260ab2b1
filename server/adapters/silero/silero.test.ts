import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { Aborted, Outage } from '../../kit/errors.ts';
import { voiceActivityContract } from '../../ports/voice-activity/contract.ts';
import { listen, overheard } from '../../ports/voice-activity/contract-listening.ts';
import { CONTEXT, INPUT, loadSileroModel, type SileroModel, STATE, WINDOW } from './model.ts';
import { createSilero, type SileroVoiceActivity } from './silero.ts';
import { inRoom, learnersSpeak, presidentSpeaks } from './testing/real-speech.ts';

for (const gate of [true, false]) {
  voiceActivityContract(gate ? 'silero' : 'silero without its gate', async () => {
    const { load, crash } = crashing();
    const voiceActivity = createSilero({ clock: realClock, load, gate });
    return {
      voiceActivity,
      crash,
      speech: presidentSpeaks().subarray(5_000, 40_000),
      hanging: createSilero({ clock: realClock, load: () => new Promise(() => undefined) }),
      [Symbol.asyncDispose]: () => Promise.resolve(voiceActivity[Symbol.asyncDispose]()),
    };
  });
}

describe('silero on real speech', () => {
  let gated: SileroVoiceActivity;
  let open: SileroVoiceActivity;
  beforeAll(() => {
    gated = createSilero({ clock: realClock });
    open = createSilero({ clock: realClock, gate: false });
  });
  afterAll(async () => {
    await gated[Symbol.asyncDispose]();
    await open[Symbol.asyncDispose]();
  });

  test('says what the network says when it is asked by hand, window by window', async () => {
    await using model = await loadSileroModel();
    const sound = presidentSpeaks().subarray(0, 48_000);
    let states: Float32Array = new Float32Array(STATE);
    const byHand: number[] = [];
    for (let at = 0; at + WINDOW <= sound.length; at += WINDOW) {
      const input = Float32Array.from({ length: INPUT }, (_, i) => (sound[at + i - CONTEXT] ?? 0) / 32_768);
      const answer = await model.run(input, states, 1);
      states = answer.states;
      byHand.push(answer.speech[0] ?? -1);
    }
    const noise = inRoom(new Int16Array(0), -20, 3, 0);
    const [windows] = await Promise.all([overheard(open, [sound]), overheard(open, [noise]), overheard(open, [noise])]);
    for (const [i, window] of windows.entries()) expect(window.speech).toBeCloseTo(byHand[i] ?? -1, 5);
    expect(Math.max(...byHand)).toBeGreaterThan(0.9);
  });

  test('says of many streams at once what it says of each alone', async () => {
    const sounds = Array.from({ length: 40 }, (_, i) => presidentSpeaks().subarray(i * 997, i * 997 + 32_000));
    const alone = [];
    for (const sound of sounds) alone.push(await overheard(open, [sound]));
    const together = await Promise.all(sounds.map((sound) => overheard(open, [sound])));
    for (const [i, windows] of together.entries()) {
      expect(windows.length).toBe(62);
      for (const [k, window] of windows.entries()) expect(window.speech).toBeCloseTo(alone[i]?.[k]?.speech ?? -1, 5);
    }
  });

  test.each([-60, -40])('hears through the gate what it hears without, in a room of %i dBFS', async (dbfs) => {
    let speech = 0;
    let heard = 0;
    let spared = 0;
    const later: number[] = [];
    for (const sound of learnersSpeak()) {
      const room = inRoom(sound, dbfs, 3, 2);
      const without = await overheard(open, [room]);
      const withGate = await overheard(gated, [room]);
      const isSpeech = (window: { speech: number }): boolean => window.speech >= 0.5;
      later.push(withGate.findIndex(isSpeech) - without.findIndex(isSpeech));
      without.forEach((window, i) => {
        if (withGate[i]?.speech === 0) spared += 1 / without.length;
        if (!isSpeech(window)) return;
        speech += 1;
        if (isSpeech(withGate[i] ?? { speech: 0 })) heard += 1;
      });
    }
    expect(heard / speech).toBeGreaterThan(0.99);
    // In windows of 32 ms; the gate may also be the first to hear it.
    expect(later.reduce((sum, n) => sum + n, 0) / later.length).toBeLessThanOrEqual(0.5);
    expect(later.filter((n) => n > 2).length).toBeLessThanOrEqual(1);
    expect(spared / later.length).toBeGreaterThan(0.3);
  });

  test('needs no model for an hour of silence', async () => {
    let runs = 0;
    const load = async (): Promise<SileroModel> => {
      const model = await loadSileroModel();
      return counted(model, () => {
        runs += 1;
      });
    };
    await using silero = createSilero({ clock: realClock, load });
    const stream = await listen(silero);
    for (let minute = 0; minute < 60; minute++) {
      stream.push(new Int16Array(60 * 16_000));
      await stream.heard((minute + 1) * 60 * 16_000);
    }
    expect(stream.windows.length).toBe(112_500);
    expect(runs).toBeLessThan(40);
  });
});

describe('silero fails in one clear line', () => {
  test('when its model is damaged or missing', async () => {
    for (const [file, words] of [
      [new URL('./silero.ts', import.meta.url), 'is damaged'],
      [new URL('./no-such-model.onnx', import.meta.url), 'cannot be read'],
    ] as const) {
      await using silero = createSilero({ clock: realClock, load: () => loadSileroModel(file) });
      const failure = await listen(silero).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Outage);
      expect((failure as Outage).message).toContain(words);
      expect((failure as Outage).message).not.toContain('\n');
      expect(await silero.health()).toEqual({ ok: false, detail: (failure as Outage).message });
    }
  });

  test('for a caller that pushes without end, and for nobody else', async () => {
    await using silero = createSilero({ clock: realClock });
    const [flood, other] = [await listen(silero), await listen(silero)];
    other.push(new Int16Array(600));
    for (let minute = 0; minute < 10; minute++) flood.push(new Int16Array(60 * 16_000));
    expect(flood.failures.map((error) => error.message)).toEqual([
      'voice activity: more sound was pushed than can be heard',
    ]);
    expect(await other.heard(600)).toHaveLength(1);
  });
});

test('a listener that throws ends its own stream and no other', async () => {
  await using silero = createSilero({ clock: realClock });
  const failures: Error[] = [];
  const faulty = await silero.open(
    () => {
      throw new TypeError('a bug');
    },
    (error) => failures.push(error),
    new AbortController().signal,
  );
  const other = await listen(silero);
  faulty.push(new Int16Array(1_024));
  other.push(new Int16Array(1_024));
  expect(await other.heard(1_024)).toHaveLength(2);
  expect(failures.map((error) => error.message)).toEqual(['a bug']);
});

test('a load that fails is tried again by the next stream', async () => {
  let tries = 0;
  const load = async (): Promise<SileroModel> => {
    tries += 1;
    if (tries === 1) throw new Error('out of memory');
    return loadSileroModel();
  };
  await using silero = createSilero({ clock: realClock, load });
  const both = await Promise.allSettled([listen(silero), listen(silero)]);
  expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected']);
  expect((await silero.health()).ok).toBe(false);
  await listen(silero);
  expect(tries).toBe(2);
  expect(await silero.health()).toEqual({ ok: true, detail: 'loaded, 1 streams' });
});

test('is loaded by the first stream only, or ahead when asked', async () => {
  let loads = 0;
  const load = (): Promise<SileroModel> => {
    loads += 1;
    return loadSileroModel();
  };
  await using silero = createSilero({ clock: realClock, load });
  expect(await silero.health()).toEqual({ ok: true, detail: 'not loaded yet' });
  expect(loads).toBe(0);
  await silero.warm(new AbortController().signal);
  await listen(silero);
  expect(loads).toBe(1);
});

test('ending while it loads ends the model too', async () => {
  let ended = 0;
  let loaded = (): void => undefined;
  const load = async (): Promise<SileroModel> => {
    await new Promise<void>((resolve) => {
      loaded = resolve;
    });
    return {
      run: () => Promise.reject(new Error('ended')),
      async [Symbol.asyncDispose]() {
        ended += 1;
      },
    };
  };
  const silero = createSilero({ clock: realClock, load });
  const opening = listen(silero);
  const ending = silero[Symbol.asyncDispose]();
  loaded();
  await expect(opening).rejects.toThrow('it is closed');
  await ending;
  expect(ended).toBe(1);
});

test('streams and engines that come and go leave nothing behind', async () => {
  const speech = presidentSpeaks().subarray(0, 8_000);
  const cycle = async (): Promise<void> => {
    await using silero = createSilero({ clock: realClock });
    for (let n = 0; n < 20; n++) {
      const streams = await Promise.all(Array.from({ length: 10 }, () => listen(silero)));
      for (const stream of streams) stream.push(speech);
      if (n % 4 === 0) await streams[0]?.heard(speech.length);
      for (const stream of streams) stream.abort();
    }
    expect((await silero.health()).detail).toBe('loaded, 0 streams');
  };
  for (let n = 0; n < 5; n++) await cycle();
  const before = process.memoryUsage().rss;
  for (let n = 0; n < 15; n++) await cycle();
  // 15 models that were kept would be 100 MB, 3,000 streams' memories 50 MB.
  expect(process.memoryUsage().rss - before).toBeLessThan(40e6);
});

test('a stream that aborts lets go of its signal', async () => {
  await using silero = createSilero({ clock: realClock });
  const abort = new AbortController();
  let listeners = 0;
  const { signal } = abort;
  const add = signal.addEventListener.bind(signal);
  signal.addEventListener = (...given: Parameters<typeof add>) => {
    listeners += 1;
    add(...given);
  };
  const remove = signal.removeEventListener.bind(signal);
  signal.removeEventListener = (...given: Parameters<typeof remove>) => {
    listeners -= 1;
    remove(...given);
  };
  await silero.open(
    () => undefined,
    () => undefined,
    signal,
  );
  expect(listeners).toBe(1);
  abort.abort(new Aborted('enough'));
  expect(listeners).toBe(0);
});

/** The real model, which fails on demand. */
function crashing(): { load: () => Promise<SileroModel>; crash: () => Promise<void> } {
  let crashed = false;
  return {
    async load() {
      crashed = false;
      return counted(await loadSileroModel(), () => {
        if (crashed) throw new Error('the native code gave up');
      });
    },
    async crash() {
      crashed = true;
    },
  };
}

function counted(model: SileroModel, onRun: () => void): SileroModel {
  return {
    async run(...given) {
      onRun();
      return model.run(...given);
    },
    [Symbol.asyncDispose]: () => Promise.resolve(model[Symbol.asyncDispose]()),
  };
}
