// SPDX-License-Identifier: Apache-2.0

/** Samples of -1..1 as PCM16; louder ones are clipped. */
export function toPcm16(samples: Float32Array): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const value = Math.max(-1, Math.min(1, samples[i] ?? 0));
    pcm[i] = Math.round(value * 32767);
  }
  return pcm;
}

/** PCM16 as samples of -1..1. */
export function fromPcm16(pcm: Int16Array): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(pcm.length);
  for (let i = 0; i < pcm.length; i++) samples[i] = (pcm[i] ?? 0) / 32768;
  return samples;
}

/**
 * How loud a frame sounds on a meter, 0 (quieter than -60 dBFS) to 1 (a sine at full scale): its power in decibels, since
 * ears are logarithmic.
 */
export function loudness(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  if (power === 0) return 0;
  const decibels = 10 * Math.log10((2 * power) / samples.length);
  return Math.max(0, Math.min(1, 1 + decibels / 60));
}
