import { realClock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { FakeVoiceActivity } from './fake.ts';
import type { ActivityStream, ActivityWindow, VoiceActivity } from './port.ts';

type Open = VoiceActivity['open'];

export interface BrokenVoiceActivity {
  /** The check of the contract that must see it. */
  fails: string;
  make: () => { voiceActivity: VoiceActivity; crash: () => void; hanging?: VoiceActivity };
}

/** Deliberately broken engines. */
export const brokenVoiceActivity: Readonly<Record<string, BrokenVoiceActivity>> = {
  'counts samples from each push': {
    fails: 'reports windows of one size in order, each a probability',
    make: () => reporting((window) => ({ ...window, endSample: (window.endSample % 5_120) + 512 })),
  },
  'leaves windows out': {
    fails: 'reports windows of one size in order, each a probability',
    make: () => {
      let n = 0;
      return reporting((window) => (n++ % 7 === 3 ? undefined : window));
    },
  },
  'gives what is no probability': {
    fails: 'reports windows of one size in order, each a probability',
    make: () => reporting((window) => ({ ...window, speech: Number.NaN })),
  },
  'hears speech everywhere': {
    fails: 'tells speech from silence, also when it comes again',
    make: () => reporting((window) => ({ ...window, speech: 0.9 })),
  },
  'falls asleep in silence for good': {
    fails: 'tells speech from silence, also when it comes again',
    make: () => {
      let heard = false;
      let asleep = false;
      return reporting((window) => {
        asleep ||= heard && window.speech < 0.5;
        heard ||= window.speech >= 0.5;
        return asleep ? { ...window, speech: 0 } : window;
      });
    },
  },
  'pads every push to a window': {
    fails: 'says the same however the sound is cut',
    make: () =>
      pushing((inner) => (samples) => {
        const padded = new Int16Array(Math.ceil(samples.length / 512) * 512);
        padded.set(samples);
        inner.push(padded);
      }),
  },
  'keeps the caller’s memory': {
    fails: 'keeps no reference to the samples and ignores empty ones',
    make: () =>
      pushing((inner) => {
        let before: Int16Array | undefined;
        return (samples) => {
          if (before) inner.push(before);
          before = samples.length < 1_000 ? samples : undefined;
          if (!before) inner.push(samples);
        };
      }),
  },
  'reports after abort': {
    fails: 'reports nothing after abort, not even what was pushed before',
    make: () =>
      deaf((onWindow) => {
        let end = 0;
        const report = (): void => {
          end += 512;
          onWindow({ endSample: end, speech: 0 });
        };
        return { push: () => realClock.after(10, report) };
      }),
  },
  'finishes the push when a listener aborts': {
    fails: 'stops when a listener aborts in the middle of a report',
    make: () =>
      deaf((onWindow) => ({
        push: (samples) => {
          for (let end = 512; end <= samples.length; end += 512) onWindow({ endSample: end, speech: 0.9 });
        },
      })),
  },
  'waits for its engine whatever the signal': {
    fails: 'opens nothing when aborted before, or while the engine never gets ready',
    make: () => {
      const fake = new FakeVoiceActivity();
      return { ...usual(fake), hanging: wrap(fake, () => new Promise(() => undefined)) };
    },
  },
  'opens after abort': {
    fails: 'opens nothing when aborted before, or while the engine never gets ready',
    make: () => {
      const fake = new FakeVoiceActivity();
      const open: Open = (onWindow, onFailure) => fake.open(onWindow, onFailure, new AbortController().signal);
      return { ...usual(fake), voiceActivity: wrap(fake, open) };
    },
  },
  'mixes the microphones': {
    fails: 'keeps streams apart',
    make: () => {
      const all: ((window: ActivityWindow) => void)[] = [];
      const fake = new FakeVoiceActivity();
      const open: Open = (onWindow, onFailure, signal) => {
        all.push(onWindow);
        const latest = (window: ActivityWindow): void => (all.length > 3 ? all.at(-1) : onWindow)?.(window);
        return fake.open(latest, onFailure, signal);
      };
      return { ...usual(fake), voiceActivity: wrap(fake, open) };
    },
  },
  'leaves with the one who leaves': {
    fails: 'keeps streams apart',
    make: () => {
      let gone = false;
      const fake = new FakeVoiceActivity();
      const open: Open = async (onWindow, onFailure, signal) => {
        gone = false;
        signal.addEventListener('abort', () => {
          gone = true;
        });
        return fake.open((window) => !gone && onWindow(window), onFailure, signal);
      };
      return { ...usual(fake), voiceActivity: wrap(fake, open) };
    },
  },
  'goes deaf on loud noise': {
    fails: 'survives garbage and much at once',
    make: () =>
      pushing((inner) => {
        let deafened = false;
        return (samples) => {
          deafened ||= samples.includes(-32_768);
          inner.push(deafened ? new Int16Array(samples.length) : samples);
        };
      }),
  },
  'cuts a long push short': {
    fails: 'survives garbage and much at once',
    make: () => pushing((inner) => (samples) => inner.push(samples.subarray(0, 160_000))),
  },
  'fails in silence': {
    fails: 'reports its failure once as an outage, then nothing, and opens again',
    make: () => failing(() => () => undefined),
  },
  'fails twice': {
    fails: 'reports its failure once as an outage, then nothing, and opens again',
    make: () => failing((onFailure) => (error) => [error, error].forEach(onFailure)),
  },
  'fails as a bug': {
    fails: 'reports its failure once as an outage, then nothing, and opens again',
    make: () => failing((onFailure) => () => onFailure(new TypeError('undefined is not a function'))),
  },
  'never comes back': {
    fails: 'reports its failure once as an outage, then nothing, and opens again',
    make: () => {
      const fake = new FakeVoiceActivity();
      let crashed = false;
      const open: Open = async (...asked) => {
        if (crashed) throw new Outage({ port: 'voice-activity', provider: 'broken', retryable: true }, 'still down');
        return fake.open(...asked);
      };
      const crash = (): void => {
        crashed = true;
        fake.crash();
      };
      return { voiceActivity: wrap(fake, open), crash };
    },
  },
  'lives after its end': {
    fails: 'is silent after its end and refuses new streams',
    make: () => {
      const fake = new FakeVoiceActivity();
      return { ...usual(fake), voiceActivity: wrap(fake, fake.open.bind(fake), async () => undefined) };
    },
  },
};

function usual(fake: FakeVoiceActivity): { voiceActivity: VoiceActivity; crash: () => void } {
  return { voiceActivity: fake, crash: () => fake.crash() };
}

function wrap(fake: FakeVoiceActivity, open: Open, end = () => fake[Symbol.asyncDispose]()): VoiceActivity {
  return { provider: 'broken', open, health: () => fake.health(), [Symbol.asyncDispose]: end };
}

/** Changes what is reported. */
function reporting(change: (window: ActivityWindow) => ActivityWindow | undefined): ReturnType<typeof usual> {
  const fake = new FakeVoiceActivity();
  const open: Open = (onWindow, onFailure, signal) => {
    const changed = (window: ActivityWindow): void => {
      const told = change(window);
      if (told) onWindow(told);
    };
    return fake.open(changed, onFailure, signal);
  };
  return { ...usual(fake), voiceActivity: wrap(fake, open) };
}

/** Changes what is heard. */
function pushing(change: (inner: ActivityStream) => (samples: Int16Array) => void): ReturnType<typeof usual> {
  const fake = new FakeVoiceActivity();
  const open: Open = async (...asked) => ({ push: change(await fake.open(...asked)) });
  return { ...usual(fake), voiceActivity: wrap(fake, open) };
}

/** Answers without hearing, and without regard to the signal. */
function deaf(stream: (onWindow: (window: ActivityWindow) => void) => ActivityStream): ReturnType<typeof usual> {
  const fake = new FakeVoiceActivity();
  return { ...usual(fake), voiceActivity: wrap(fake, async (onWindow) => stream(onWindow)) };
}

/** Changes how a failure is told. */
function failing(change: (onFailure: (error: Error) => void) => (error: Error) => void): ReturnType<typeof usual> {
  const fake = new FakeVoiceActivity();
  const open: Open = (onWindow, onFailure, signal) => fake.open(onWindow, change(onFailure), signal);
  return { ...usual(fake), voiceActivity: wrap(fake, open) };
}
