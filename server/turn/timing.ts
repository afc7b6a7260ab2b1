/** The engine's own times, in milliseconds. Deployment keeps the defaults; tests and benchmarks set some. */
export interface Timing {
  /** Unbroken speech before it counts as speech. */
  minSpeechMs: number;
  /** Silence after which a recogniser that `reopens` is asked for an early result. */
  probeMs: number;
  /** Speech over the tutor's voice: noticed (duck), and meant (stop). */
  duckMs: number;
  meantMs: number;
  /** Silence after which unmeant speech over the tutor is over and the tutor goes on. */
  falseInterruptionMs: number;
  /** Shorter utterances that nothing matches are noise. */
  noiseMs: number;
  /** Utterances are cut here. */
  longestUtteranceMs: number;
  /** From the end of the utterance to its final result. */
  finalMs: number;
  /** The scene's first part; its next ones. */
  replyFirstMs: number;
  replyNextMs: number;
  /** The voice's first sound of a sentence; its next ones. */
  voiceFirstMs: number;
  voiceNextMs: number;
  /** From the commitment of a turn to its first sound. */
  soundMs: number;
  /** All of the apology after a failure. */
  apologyMs: number;
  /** How long an unsure full stop waits for the next word. */
  settleMs: number;
  /** How far sound is sent ahead of the ear. */
  leadMs: number;
  /** The grammar check. */
  checkMs: number;
}

export const defaultTiming: Timing = {
  minSpeechMs: 60,
  probeMs: 90,
  duckMs: 150,
  meantMs: 700,
  falseInterruptionMs: 600,
  noiseMs: 250,
  longestUtteranceMs: 30_000,
  finalMs: 3_000,
  replyFirstMs: 10_000,
  replyNextMs: 10_000,
  voiceFirstMs: 5_000,
  voiceNextMs: 5_000,
  soundMs: 15_000,
  apologyMs: 3_000,
  settleMs: 60,
  leadMs: 15_000,
  checkMs: 20_000,
};

/** The shortest time any of them may be: one frame. Less would mute the tutor or make silence interrupt it. */
export const FRAME_MS = 20;

/** The times with their defaults. Throws a RangeError that names an option which would mute the conversation. */
export function timingOf(changes: Partial<Timing>): Timing {
  const timing = { ...defaultTiming, ...changes };
  for (const [name, ms] of Object.entries(timing) as [keyof Timing, number][]) {
    if (!(ms >= FRAME_MS) || !Number.isFinite(ms))
      throw new RangeError(`timing.${name} is ${ms} ms; it must be at least one frame (${FRAME_MS} ms)`);
  }
  if (timing.meantMs < timing.duckMs)
    throw new RangeError('timing.meantMs is below timing.duckMs: speech would stop the tutor before it ducks');
  return timing;
}
