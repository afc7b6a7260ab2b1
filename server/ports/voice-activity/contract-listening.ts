import { Aborted } from '../../kit/errors.ts';
import { pause, within } from '../contract.ts';
import type { ActivityWindow, VoiceActivity } from './port.ts';

/** One stream under test, with all it reported. */
export interface Listening {
  windows: readonly ActivityWindow[];
  failures: readonly Error[];
  push(samples: Int16Array): void;
  abort(): void;
  /** All windows of `pushed` samples, once they are there. */
  heard(pushed: number): Promise<readonly ActivityWindow[]>;
}

export async function listen(voiceActivity: VoiceActivity): Promise<Listening> {
  const windows: ActivityWindow[] = [];
  const failures: Error[] = [];
  const abort = new AbortController();
  const opening = voiceActivity.open(
    (window) => windows.push({ ...window }),
    (error) => failures.push(error),
    abort.signal,
  );
  const stream = await within(10_000, 'open', opening);
  return {
    windows,
    failures,
    push: (samples) => stream.push(samples),
    abort: () => abort.abort(new Aborted('heard enough')),
    async heard(pushed) {
      const complete = (): boolean => {
        if (failures[0]) throw failures[0];
        const [first] = windows;
        return first !== undefined && windows.length >= Math.floor(pushed / first.endSample);
      };
      // A wait in steps, so that a check that gave up leaves nothing running for ever.
      for (let waited = 0; !complete() && waited < 15_000; waited += 2) await pause(2);
      return windows;
    },
  };
}

/** What a fresh stream reports of these pieces. */
export async function overheard(
  voiceActivity: VoiceActivity,
  pieces: readonly Int16Array[],
): Promise<readonly ActivityWindow[]> {
  const stream = await listen(voiceActivity);
  for (const piece of pieces) stream.push(piece);
  const windows = await stream.heard(pieces.reduce((sum, piece) => sum + piece.length, 0));
  stream.abort();
  return windows;
}

export async function withSubject<Subject extends AsyncDisposable>(
  open: () => Promise<Subject>,
  run: (subject: Subject) => Promise<void>,
): Promise<void> {
  await using subject = await open();
  await run(subject);
}
