/** Letters to people. */
export interface Mail {
  readonly provider: string;
  /** Resolves when the letter is handed over: to the next server, or to the disk. Rejects with an `Outage`, or with the signal's reason. */
  send(letter: Letter, signal: AbortSignal): Promise<void>;
  /** Removes what is kept here of letters to this address; what was handed over is out of reach. */
  forget(address: string, signal: AbortSignal): Promise<void>;
  health(): Promise<{ ok: boolean; detail: string }>;
}

export interface Letter {
  /** One plain address; anything else, such as a list or a line break, is a RangeError. */
  to: string;
  /** One line. */
  subject: string;
  text: string;
}
