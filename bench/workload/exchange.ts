/** The moments of one exchange, in ms of `performance.now()`. */
export type Moment =
  /** The first silent frame after the learner's words was handed over. */
  | 'quiet'
  | 'replyAsked'
  /** The model gave the token that completes the first sentence. */
  | 'sentenceReady'
  | 'voiceAsked'
  /** The voice gave the first sound. */
  | 'voiceReady'
  | 'sound'
  | 'over'
  /** The first loud frame over the tutor's voice, and the end of that voice. */
  | 'loud'
  | 'cleared';

/** What happened when in one exchange; a moment keeps its first time. */
export class Exchange {
  readonly at: Partial<Record<Moment, number>> = {};
  soundMs = 0;

  mark(moment: Moment): void {
    this.at[moment] ??= performance.now();
  }

  between(from: Moment, to: Moment): number | undefined {
    const a = this.at[from];
    const b = this.at[to];
    return a === undefined || b === undefined ? undefined : b - a;
  }

  /** From the end of speech to the first sound. */
  get totalMs(): number | undefined {
    return this.between('quiet', 'sound');
  }

  /** Of that, what no provider took: from silence to the request, from the sentence to the voice, from its sound to ours. */
  get hopsMs(): number | undefined {
    const asked = this.between('quiet', 'replyAsked');
    const spoken = this.between('sentenceReady', 'voiceAsked');
    const sent = this.between('voiceReady', 'sound');
    return asked === undefined || spoken === undefined || sent === undefined ? undefined : asked + spoken + sent;
  }
}
