import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { toPcm16 } from '../../sdk/pcm.ts';
import { Resampler } from '../../sdk/resampler.ts';
import { UsageProblem } from './options.ts';
import { readWav, WavProblem } from './wav.ts';

export interface PlayedFile {
  name: string;
  /** Mono PCM16 at the microphone's rate. */
  samples: Int16Array;
  ms: number;
}

/** Reads a WAV as the learner's microphone would have given it. Throws a UsageProblem that names the file. */
export async function readPlayedFile(path: string, rate: number): Promise<PlayedFile> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UsageProblem(
      code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read (${code ?? String(error)})`,
    );
  }
  try {
    const sound = readWav(bytes);
    const resampler = new Resampler(sound.rate, rate);
    const start = resampler.push(sound.samples);
    const rest = resampler.flush();
    const samples = new Float32Array(start.length + rest.length);
    samples.set(start);
    samples.set(rest, start.length);
    return { name: basename(path), samples: toPcm16(samples), ms: (samples.length * 1000) / rate };
  } catch (error) {
    if (error instanceof WavProblem) throw new UsageProblem(`${path} cannot be played: ${error.message}`);
    throw error;
  }
}
