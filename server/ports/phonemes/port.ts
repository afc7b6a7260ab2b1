/** Text to phonemes (IPA), so that a recogniser without a language's dictionary can be taught its words. */
export interface Phonemes {
  readonly provider: string;
  /** One entry for each word of `text` (`phoneticWords`), in order, spoken as one phrase. A language it lacks is a RangeError. Throws an Outage. */
  transcribe(text: string, language: string, signal: AbortSignal): Promise<readonly PhonemeWord[]>;
}

export interface PhonemeWord {
  text: string;
  /** IPA phones, stress marks removed. */
  phones: readonly string[];
}
