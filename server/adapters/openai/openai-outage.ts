import { Outage } from '../../kit/errors.ts';

/** A failure of the model's server, with what a retry needs to know. */
export interface ModelFailure {
  outage: Outage;
  /** The server's own wish, milliseconds; absent when it has none. */
  retryAfterMs?: number;
}

const reasons: Readonly<Record<number, string>> = {
  400: 'refused the request',
  401: 'refused the key',
  403: 'refused the key',
  404: 'knows no such model or address',
  413: 'found the request too long',
  429: 'is asked too often, or the quota is used up',
};

/**
 * What the SDK threw, as an Outage. It never carries the SDK's error along: that holds the whole request, and so what people said, and
 * its headers.
 */
export function modelFailure(provider: string, error: unknown): ModelFailure {
  const make = (why: string, retryable: boolean): Outage =>
    new Outage({ port: 'language-model', provider, retryable }, `${provider} ${why}`);
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  if (typeof status === 'number' && status >= 400) {
    const retryAfterMs = retryAfter(error);
    return {
      outage: make(`${reasons[status] ?? 'failed'} (${status})`, status === 429 || status === 408 || status >= 500),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  }
  const name = error instanceof Error ? error.name : '';
  if (/TypeValidation|JSONParse|InvalidResponse|InvalidStreamPart|EmptyResponseBody/u.test(name))
    return { outage: make('answered nonsense', true) };
  return { outage: make('cannot be reached, or broke off', true) };
}

/** `Retry-After` in seconds; a date is rare enough to be left alone. */
function retryAfter(error: unknown): number | undefined {
  const headers = (error as { responseHeaders?: Record<string, string> }).responseHeaders;
  const seconds = Number(headers?.['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
