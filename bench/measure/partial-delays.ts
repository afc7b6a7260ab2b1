import { setTimeout as wait } from 'node:timers/promises';
import type { SpeechToText } from '../../server/ports/speech-to-text/port.ts';
import type { HeardUtterance } from './probes.ts';

/**
 * A recognition that begins with more sound than any pre-roll goes on with an utterance after a pause: its first texts were told
 * before, and come again.
 */
const REOPENED = 700 * 16;
/** A frame is followed by the next after this and a tenth of its own length: time enough for its text to come. */
const UNHURRIED_MS = 30;
const AT_ONCE = 3;

/**
 * How long after its frame each partial text came. Which frame brings a text about is learnt by giving the recogniser, which must
 * have nothing else to do by now, the same sound again without hurry.
 */
export async function partialDelays(
  utterances: readonly HeardUtterance[],
  recogniser: SpeechToText,
): Promise<number[]> {
  const waiting = [...utterances];
  const delays: number[] = [];
  const replay = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) delays.push(...(await delaysOf(next, recogniser)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, replay));
  return delays;
}

async function delaysOf({ expect, pushed, partials }: HeardUtterance, recogniser: SpeechToText): Promise<number[]> {
  const life = new AbortController();
  const recognition = recogniser.open(expect, life.signal);
  const dueAt = new Map<string, number>();
  let at = 0;
  const reading = (async () => {
    for await (const result of recognition.results)
      if (result.kind === 'partial' && !dueAt.has(result.text)) dueAt.set(result.text, at);
  })();
  for (const frame of pushed) {
    at = frame.at;
    recognition.push(frame.samples);
    await wait(UNHURRIED_MS + frame.samples.length / 160);
  }
  recognition.end();
  await reading;
  life.abort();
  const first = pushed[0];
  return partials
    .filter(({ text }, i) => partials.findIndex((one) => one.text === text) === i)
    .flatMap(({ text, at: cameAt }) => {
      const due = dueAt.get(text);
      const again = due === first?.at && (first?.samples.length ?? 0) > REOPENED;
      return due === undefined || again ? [] : [cameAt - due];
    });
}
