/** The closed list of reasons why a request is refused, with the HTTP status each one answers. */
export const refusals = {
  'bad-request': 400,
  'invalid-value': 400,
  'unauthenticated': 401,
  'forbidden': 403,
  'forbidden-origin': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'conflict': 409,
  'too-large': 413,
  'unsupported-media': 415,
  'no-dictation': 422,
  'rate-limited': 429,
  'outage': 503,
  'overloaded': 503,
  'internal': 500,
} as const;

export type RefusalCode = keyof typeof refusals;

/** The one envelope every door answers errors in; `error.type` and `error.message` match OpenAI's shape. */
export interface ErrorEnvelope {
  error: { code: RefusalCode; type: string; message: string; param?: string; trace_id: string };
}

/** The caller may not, or not now. `message` says what to do next and is safe to show. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly param: string | undefined;
  constructor(code: RefusalCode, message: string, param?: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.param = param;
  }
}
