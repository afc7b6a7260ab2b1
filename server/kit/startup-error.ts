/** The server cannot start, and a person can mend it. Printed as one line, without a stack. */
export class StartupError extends Error {
  /** What to do about it, as a sentence. */
  readonly mend: string;

  constructor(message: string, mend: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartupError';
    this.mend = mend;
  }

  /** Message and mend in one line of plain text. */
  get line(): string {
    return `${this.message} ${this.mend}`.replace(/\s+/g, ' ').trim();
  }
}
