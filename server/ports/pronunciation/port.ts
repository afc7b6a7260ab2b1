/** Aligns speech with the text it should be, and says how each word sounded. */
export interface Pronunciation extends AsyncDisposable {
  readonly provider: string;
  readonly languages: readonly string[];
  /** `samples` is mono PCM16 at 16 kHz, at most 30 s. Throws an Outage; a language not listed is a RangeError. */
  assess(request: { samples: Int16Array; text: string; language: string }, signal: AbortSignal): Promise<Assessment>;
  health(): Promise<{ ok: boolean; detail: string }>;
}

export type SoundVerdict = 'good' | 'unsure' | 'missed';

export interface Assessment {
  /** The whole utterance: is it this text? */
  verdict: SoundVerdict;
  words: readonly AssessedWord[];
}

/** Times in milliseconds from the start of `samples`. */
export interface AssessedWord {
  text: string;
  startMs: number;
  endMs: number;
  verdict: SoundVerdict;
  phones: readonly { phone: string; startMs: number; endMs: number; goodness: number }[];
}
