import { resample } from '../../server/kit/pcm/resample.ts';
import type { Random } from './statistics.ts';

/** What may happen to the sound on its way. */
export const conditions = ['clean', 'white noise 10 dB', 'pink noise 10 dB', '8 kHz µ-law'] as const;
export type Condition = (typeof conditions)[number];

/** 25 ms at 16 kHz. */
const FRAME = 400;

export function spoil(samples: Int16Array, condition: Condition, random: Random): Int16Array {
  switch (condition) {
    case 'clean':
      return samples;
    case '8 kHz µ-law':
      return resample(resample(samples, 16_000, 8_000).map(throughMuLaw), 8_000, 16_000);
    default:
      return withNoise(samples, condition.startsWith('white') ? whiteNoise : pinkNoise, 10, random);
  }
}

/** Adds noise `decibels` below the mean power of the louder half of the frames, which is about where there is speech. */
function withNoise(
  samples: Int16Array,
  make: (length: number, random: Random) => Float64Array,
  decibels: number,
  random: Random,
): Int16Array {
  const powers: number[] = [];
  for (let at = 0; at + FRAME <= samples.length; at += FRAME) powers.push(power(samples.subarray(at, at + FRAME)));
  powers.sort((a, b) => b - a);
  const loud = powers.slice(0, Math.ceil(powers.length / 2));
  const speech = loud.reduce((sum, value) => sum + value, 0) / loud.length;
  const noise = make(samples.length, random);
  const gain = Math.sqrt(speech / power(noise) / 10 ** (decibels / 10));
  return samples.map((sample, at) => clamp(sample + gain * (noise[at] as number)));
}

function whiteNoise(length: number, random: Random): Float64Array {
  return new Float64Array(length).map(() => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
}

/**
 * Noise that falls 3 dB an octave: low-pass filtered white noises of their own, an octave apart, each with power in inverse proportion to
 * the frequency where it ends.
 */
function pinkNoise(length: number, random: Random): Float64Array {
  const sum = new Float64Array(length);
  for (let hertz = 20; hertz < 8_000; hertz *= 2) {
    const pole = Math.exp((-2 * Math.PI * hertz) / 16_000);
    let held = 0;
    for (const [at, white] of whiteNoise(length, random).entries()) {
      held = pole * held + (1 - pole) * white;
      sum[at] = (sum[at] as number) + held / Math.sqrt(hertz);
    }
  }
  return sum;
}

/** There and back through the telephone's 8 bits. */
function throughMuLaw(sample: number): number {
  const scaled = Math.min(1, Math.abs(sample) / 32_635);
  const level = Math.round((Math.log1p(255 * scaled) / Math.log(256)) * 127);
  return Math.round(((256 ** (level / 127) - 1) / 255) * 32_635 * Math.sign(sample));
}

function power(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += (values[at] as number) ** 2;
  return sum / values.length + 1e-9;
}

function clamp(value: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(value)));
}
