/** Finds errors in one sentence that a learner said or wrote. */
export interface Grammar extends AsyncDisposable {
  readonly provider: string;
  readonly languages: readonly string[];
  /**
   * `words` are names and lesson words never to be called misspelt. Empty when nothing is wrong; in order,
   * not overlapping. `spoken` text has no spelling and no punctuation to be wrong. A language not listed is a RangeError. Throws an Outage.
   */
  check(
    request: { text: string; language: string; words?: readonly string[]; spoken: boolean },
    signal: AbortSignal,
  ): Promise<readonly GrammarFinding[]>;
  health(): Promise<{ ok: boolean; detail: string }>;
}

export interface GrammarFinding {
  /** Span in the text, UTF-16 units. */
  start: number;
  end: number;
  /** Kind in the field's terms, for example `VERB:TENSE` or `SPELL`. */
  kind: string;
  /** The rule that fired, stable across runs. */
  rule: string;
  message: string;
  /** Best first; empty when the checker has none. */
  suggestions: readonly string[];
}
