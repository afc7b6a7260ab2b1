import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { resample } from '../../server/kit/pcm/resample.ts';
import { readWav } from '../../server/kit/pcm/wav.ts';

/** One utterance of one person. */
export interface Recording {
  name: string;
  speaker: string;
  /** `adult` or `child`. */
  group: string;
  said: string;
  language: string;
  /** Mono at 16 kHz. */
  samples: Int16Array;
}

interface Entry {
  file: string;
  said: string;
  group?: string;
  speaker?: string;
}

/** Reads `<folder>/learners-<language>/` with its `index.json`. Throws when there is none. */
export function readRecordings(folder: string, language: string): Recording[] {
  const inside = join(folder, `learners-${language}`);
  const entries: Entry[] = JSON.parse(readFileSync(join(inside, 'index.json'), 'utf8'));
  return entries.map(({ file, said, group = 'adult', speaker = file }) => ({
    name: file,
    speaker,
    group,
    said,
    language,
    samples: readSound(join(inside, file)),
  }));
}

export function readSound(path: string): Int16Array {
  const { samples, sampleRate } = readWav(readFileSync(path));
  return resample(samples, sampleRate, 16_000);
}

/** The folder to use when none is named: the larger one beside the checkout when it is there. */
export function defaultFolder(root: string): string {
  const shared = join(root, '../shared/audio');
  return existsSync(join(shared, 'learners-en')) ? shared : join(root, 'test/audio');
}
