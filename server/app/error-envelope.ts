import { type ErrorEnvelope, Refusal, type RefusalCode, refusals } from '../../wire/refusals.ts';
import { Outage } from '../kit/errors.ts';

/** The `error.type` that OpenAI's clients tell apart. */
function typeOf(code: RefusalCode): string {
  if (code === 'unauthenticated') return 'authentication_error';
  if (code === 'forbidden' || code === 'forbidden-origin') return 'permission_error';
  if (code === 'rate-limited') return 'rate_limit_error';
  return refusals[code] >= 500 ? 'server_error' : 'invalid_request_error';
}

const codeOfStatus: Readonly<Record<number, RefusalCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'unsupported-media',
  429: 'rate-limited',
};

/** What went wrong as a refusal; undefined for a bug, whose words are for the log and not for the caller. */
export function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof Outage) {
    return new Refusal('outage', `The ${error.port.replaceAll('-', ' ')} engine is not available now. Try again soon.`);
  }
  if (!(error instanceof Error)) return undefined;
  if ('validation' in error && Array.isArray(error.validation)) return invalid(error.validation);
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (status >= 500) return undefined;
  return new Refusal(codeOfStatus[status] ?? 'bad-request', error.message);
}

function invalid(issues: readonly unknown[]): Refusal {
  const [issue] = issues as readonly { instancePath?: string; message?: string }[];
  const param = issue?.instancePath?.split('/').filter(Boolean).join('.');
  return new Refusal('invalid-value', issue?.message ?? 'The request is not valid.', param || undefined);
}

export function envelope(refusal: Refusal, trace_id: string): ErrorEnvelope {
  const { code, message, param } = refusal;
  return { error: { code, type: typeOf(code), message, ...(param === undefined ? {} : { param }), trace_id } };
}
