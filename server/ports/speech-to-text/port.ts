/** Turns one utterance into text. A provider either hears free speech (dictation) or tells expected phrases apart. */
export interface SpeechToText extends AsyncDisposable {
  readonly provider: string;
  readonly capabilities: {
    /** Hears any words, without expected phrases. */
    dictation: boolean;
    /** Gives partial text while the person speaks. */
    partials: boolean;
    /** `end` may be called in a pause, on trial: a new recognition of the same audio from its start costs little. */
    reopens?: boolean;
    /** BCP-47 primary subtags it can hear. */
    languages: readonly string[];
  };
  /** Opens the recognition of one utterance. Results end after the final one, or by throwing an Outage. */
  open(expect: Expectation, signal: AbortSignal): Recognition;
  /** Loads what `expect` needs ahead of time, so that the first utterance is not slow. Never throws. */
  prewarm(expect: Expectation): void;
  health(): Promise<{ ok: boolean; detail: string }>;
}

export interface Expectation {
  /** BCP-47 primary subtag, for example `pl`. */
  language: string;
  /** What the learner may say, right or wrong; empty when anything goes. */
  phrases: readonly ExpectedPhrase[];
}

export interface ExpectedPhrase {
  /** Names the phrase to the scene; unique in the expectation. */
  id: string;
  text: string;
}

export interface Recognition {
  /** Takes mono PCM16 at 16 kHz, any length; keeps no reference to `samples`. Ignored after `end` or abort. */
  push(samples: Int16Array): void;
  /** No more audio: the final result follows. */
  end(): void;
  /** Partials, then one final. Nothing is yielded after the signal aborts. One consumer. */
  readonly results: AsyncIterable<RecognitionResult>;
}

export type RecognitionResult =
  | { kind: 'partial'; text: string }
  | {
      kind: 'final';
      /** What was heard; empty when the verdict is `unknown`. */
      text: string;
      /** Whether this provider is sure: dictation is `heard` when there are words. */
      verdict: HeardVerdict;
      /** The expected phrase that was matched (also when `unsure`), when there were any. */
      phraseId?: string;
      /** 0 to 1, or -Infinity..0 log scores mapped to it by the adapter; comparable within one provider only. */
      confidence: number;
      words: readonly HeardWord[];
      /** True when the provider itself says that the person's turn is over. */
      endOfTurn?: boolean;
    };

/** Heard; perhaps heard (ask back); none of the expected phrases. */
export type HeardVerdict = 'heard' | 'unsure' | 'unknown';

/** Times are milliseconds from the start of the recognition's audio. */
export interface HeardWord {
  text: string;
  startMs: number;
  endMs: number;
  /** Three verdicts, never a percentage; absent where the provider cannot tell. */
  verdict?: 'good' | 'unsure' | 'missed';
}
