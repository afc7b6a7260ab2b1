import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFlite } from '../../server/adapters/flite/flite.ts';
import { realClock as clock } from '../../server/kit/clock.ts';
import { resample } from '../../server/kit/pcm/resample.ts';
import { readWav } from '../../server/kit/pcm/wav.ts';

/** Rate of the socket's standard format. */
export const RATE = 24_000;
export const RECORDED_SCENE = 'recorded';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Something to say, at `RATE`, without silence around it. */
export interface Answer {
  text: string;
  samples: Int16Array;
}

/** What may be said at each exchange of a lesson. */
export type Answers = ReadonlyMap<string, readonly Answer[]>;

interface LessonAnswers {
  dialogues: { id: string; expected: (string | { text: string; next?: string | null })[] }[];
}

/** Answers of the English café, each by two synthetic men that are not the tutor. */
export async function cafeAnswers(perExchange: number): Promise<Answers> {
  const lesson = JSON.parse(readFileSync(join(root, 'content/lessons/cafe-en.json'), 'utf8')) as LessonAnswers;
  await using flite = createFlite({ clock });
  const out = new Map<string, Answer[]>();
  for (const { id, expected } of lesson.dialogues) {
    const onward = expected.filter((one) => typeof one === 'string' || one.next !== id);
    const answers: Answer[] = [];
    for (const [n, one] of onward.slice(0, perExchange).entries()) {
      const text = typeof one === 'string' ? one : one.text;
      const parts: Int16Array[] = [];
      const request = { text, voice: n % 2 === 0 ? 'flite-rms' : 'flite-awb', speed: 1 };
      for await (const part of flite.speak(request, new AbortController().signal))
        if (part.kind === 'audio') parts.push(part.samples);
      answers.push({ text, samples: trimmed(joined(parts)) });
    }
    out.set(id, answers);
  }
  return out;
}

/**
 * People's recordings of `test/audio`, and a content folder that has, beside the real lessons, one whose only exchange expects
 * just them: a talk of which every turn comes back to where it was.
 */
export function recordedAnswers(contentFolder: string): Answers {
  const folder = join(root, 'test/audio/learners-en');
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Recording[];
  const adults = index.filter(({ group }) => group === 'adult').slice(0, 8);
  cpSync(join(root, 'content'), contentFolder, { recursive: true });
  mkdirSync(join(contentFolder, 'lessons'), { recursive: true });
  const again = ['Good. Say another one.', 'Fine. What else?', 'All right. And now?', 'I see. The next one, please.'];
  const lesson = {
    ...{ id: RECORDED_SCENE, title: 'Recordings', level: 'A2', language: 'en', from: 'en' },
    dialogues: [
      {
        id: 'say',
        tutor: 'Please read one of your sentences.',
        expected: adults.map(({ said }, i) => ({ text: said, reply: again[i % again.length], next: 'say' })),
      },
    ],
  };
  writeFileSync(join(contentFolder, 'lessons', `${RECORDED_SCENE}.json`), JSON.stringify(lesson));
  const answers = adults.map(({ file, said }) => {
    const { samples, sampleRate } = readWav(readFileSync(join(folder, file)));
    return { text: said, samples: trimmed(resample(samples, sampleRate, RATE)) };
  });
  return new Map([['say', answers]]);
}

interface Recording {
  file: string;
  said: string;
  group: string;
}

function joined(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const BLOCK = RATE / 100;
/** Quieter than the loudest 10 ms by more than this (30 dB) is not heard as speech any more. */
const AUDIBLE = 10 ** (-30 / 20);

/** From the first to the last audible 10 ms. */
function trimmed(samples: Int16Array): Int16Array {
  const levels: number[] = [];
  for (let at = 0; at < samples.length; at += BLOCK) levels.push(level(samples.subarray(at, at + BLOCK)));
  const audible = Math.max(...levels) * AUDIBLE;
  const first = levels.findIndex((one) => one >= audible);
  const last = levels.findLastIndex((one) => one >= audible);
  return samples.slice(first * BLOCK, (last + 1) * BLOCK);
}

function level(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}
