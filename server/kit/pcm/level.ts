/** What absolute silence measures: below the quietest 16-bit sound (-90 dBFS), and finite, so that it can be added up and printed. */
export const SILENCE_DBFS = -100;

const FULL_SCALE = 32_768;

/** Root mean square level of the samples in dB of full scale; `SILENCE_DBFS` for none or all zero. */
export function rmsDbfs(samples: Int16Array): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += (samples[i] as number) ** 2;
  return samples.length === 0 ? SILENCE_DBFS : toDbfs(Math.sqrt(sum / samples.length));
}

/** Level of the loudest sample in dB of full scale. */
export function peakDbfs(samples: Int16Array): number {
  let peak = 0;
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i] as number));
  return toDbfs(peak);
}

function toDbfs(amplitude: number): number {
  return amplitude === 0 ? SILENCE_DBFS : Math.max(SILENCE_DBFS, 20 * Math.log10(amplitude / FULL_SCALE));
}
