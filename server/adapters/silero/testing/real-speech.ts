import { readFileSync } from 'node:fs';
import { readWav } from '../../../kit/pcm/wav.ts';

const folder = new URL('../../../../test/audio/', import.meta.url);

/** 11 seconds of a native speaker. */
export function presidentSpeaks(): Int16Array {
  return readWav(readFileSync(new URL('jfk.wav', folder))).samples;
}

/** One utterance each of adults and children who learn English. */
export function learnersSpeak(): readonly Int16Array[] {
  const learners = new URL('learners-en/', folder);
  const index = JSON.parse(readFileSync(new URL('index.json', learners), 'utf8')) as readonly { file: string }[];
  return index.map(({ file }) => readWav(readFileSync(new URL(file, learners))).samples);
}

/** `sound` in the middle of white noise of `dbfs`, with seconds of the noise alone around it. */
export function inRoom(sound: Int16Array, dbfs: number, before: number, after: number): Int16Array {
  const room = new Int16Array(before * 16_000 + sound.length + after * 16_000);
  // Evenly spread noise has a third of the power of its largest value.
  const largest = 32_768 * 10 ** (dbfs / 20) * Math.sqrt(3);
  let state = 1;
  for (let i = 0; i < room.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    const speech = sound[i - before * 16_000] ?? 0;
    room[i] = Math.max(-32_768, Math.min(32_767, Math.round(speech + (state / 2 ** 31) * largest)));
  }
  return room;
}
