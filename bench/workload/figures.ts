/** The workload's figures: those of `../shared/peers/livekit`, so that its results and ours can stand side by side. */

/** The microphone: mono PCM16 at 16 kHz, a frame every 20 ms. */
export const FRAME_MS = 20;
export const FRAME_SAMPLES = 320;

/** Four sentences of 188 characters in all: 11.3 s of sound at 60 ms a character. */
export const reply = [
  'You had a really delightful long walk.',
  'The word you need for that tiny animal is a hedgehog.',
  'Try to say the whole sentence once more with that new word.',
  'Where were you going when it moved?',
];
export const replyText = reply.join(' ');

/** As a language model streams it: a word with its leading space, or a mark, at a time. */
export const tokens: readonly string[] = replyText.match(/ ?[\p{L}']+|[.?]/gu) ?? [];
/** The token that completes the first sentence. */
export const firstSentenceEnd = tokens.indexOf('.');

export const learnerText = 'Yesterday I walk in the forest and I see a small animal with needles';

export interface Latencies {
  /** From the request to the model's first token, and from token to token. */
  modelFirstMs: number;
  modelTokenMs: number;
  /** From the request for a sentence to its first sound. */
  voiceFirstMs: number;
  /** Sound comes this many times faster than it lasts. */
  voiceSpeed: number;
  voiceMsPerChar: number;
}

export const latencies: Latencies = {
  modelFirstMs: 20,
  modelTokenMs: 1,
  voiceFirstMs: 10,
  voiceSpeed: 10,
  voiceMsPerChar: 60,
};

/** From the end of speech to the first sound when everything but the providers takes no time. */
export function nominalMs({ modelFirstMs, modelTokenMs, voiceFirstMs }: Latencies): number {
  return modelFirstMs + firstSentenceEnd * modelTokenMs + voiceFirstMs;
}

export const replyAudioMs = reply.reduce((sum, text) => sum + text.length * latencies.voiceMsPerChar, 0);

/** A frame of the learner's voice (a 250 Hz tone) and one of silence. */
export const loud = new Int16Array(FRAME_SAMPLES).map((_, i) =>
  Math.round(8_000 * Math.sin((2 * Math.PI * 250 * i) / 16_000)),
);
export const quiet = new Int16Array(FRAME_SAMPLES);

/** Judged by its last quarter: a resampler smears the end of the tone into the next frame. */
export function isLoud(samples: Int16Array): boolean {
  for (let i = samples.length - Math.ceil(samples.length / 4); i < samples.length; i += 1)
    if (Math.abs(samples[i] as number) > 500) return true;
  return false;
}
