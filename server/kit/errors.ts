/**
 * The three kinds of failure. A refusal (`wire/refusals.ts`) is the caller's; an outage is the world's; anything else is a bug.
 * An abort is none of them.
 */
export class Outage extends Error {
  readonly port: string;
  readonly provider: string;
  readonly retryable: boolean;
  constructor(where: { port: string; provider: string; retryable: boolean }, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Outage';
    this.port = where.port;
    this.provider = where.provider;
    this.retryable = where.retryable;
  }
}

/** The reason of every abort this program makes itself, so that an abort can be told from a failure. */
export class Aborted extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'AbortError';
  }
}

/**
 * True when `error` is (or stands for) the abort of `signal`, or any abort when no signal is given. An AbortError under a
 * signal that has not aborted is a provider's own doing, and a failure.
 */
export function isAbort(error: unknown, signal?: AbortSignal): boolean {
  if (signal && !signal.aborted) return false;
  return (signal && error === signal.reason) || (error instanceof Error && error.name === 'AbortError');
}
