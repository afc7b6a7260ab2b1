export type LogFields = Readonly<Record<string, unknown>>;

const maxDepth = 5;
const maxItems = 50;
const maxText = 4_000;

/** Field names whose values are secrets, what people said, or who they are; compared in lower case without `_` and `-`. */
const hidden = new Set(
  [
    'authorization',
    'cookie',
    'setcookie',
    'password',
    'passphrase',
    'secret',
    'token',
    'accesstoken',
    'refreshtoken',
    'apikey',
    'accesskey',
  ]
    .concat([
      'text',
      'transcript',
      'partial',
      'utterance',
      'heard',
      'said',
      'prompt',
      'instructions',
      'audio',
      'body',
      'query',
      'parameters',
    ])
    .concat(['firstname', 'lastname', 'fullname', 'displayname', 'learnername', 'email', 'phone', 'address']),
);

/** A copy of `value` that JSON can hold: bounded in depth, width and length, without cycles, and with hidden fields masked. Never throws. */
export function logValue(value: unknown, depth = 0, above: readonly unknown[] = []): unknown {
  switch (typeof value) {
    case 'string':
      return value.length > maxText ? `${value.slice(0, maxText)}… (${value.length} characters)` : value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      return value === null ? null : logObject(value, depth, above);
    default:
      return typeof value === 'bigint' ? value.toString() : `[${typeof value}]`;
  }
}

function logObject(value: object, depth: number, above: readonly unknown[]): unknown {
  if (above.includes(value)) return '[circular]';
  if (depth >= maxDepth) return '[deep]';
  const path = [...above, value];
  try {
    if (value instanceof Error) return logError(value, depth, path);
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    if ('toJSON' in value && typeof value.toJSON === 'function') return logValue(value.toJSON(), depth + 1, path);
    if (Array.isArray(value)) {
      const items = value.slice(0, maxItems).map((item) => logValue(item, depth + 1, path) ?? null);
      return value.length > maxItems ? [...items, `… ${value.length} in all`] : items;
    }
    return logFields(value, depth, path);
  } catch {
    // A getter, a proxy or a toJSON of somebody else's object failed: the line still goes out.
    return '[unreadable]';
  }
}

function logFields(value: object, depth: number, path: readonly unknown[]): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).slice(0, maxItems)) {
    const secret = hidden.has(key.toLowerCase().replace(/[_-]/g, ''));
    copy[key] = secret ? '[hidden]' : logValue((value as Record<string, unknown>)[key], depth + 1, path);
  }
  return copy;
}

/** Name, message, code, stack and cause only: other fields of foreign errors may hold rows, requests or answers. */
function logError(error: Error, depth: number, path: readonly unknown[]): Record<string, unknown> {
  const code = 'code' in error ? { code: logValue(error.code, depth + 1, path) } : {};
  const cause = error.cause === undefined ? {} : { cause: logValue(error.cause, depth + 1, path) };
  return { type: error.name, message: logValue(error.message), ...code, stack: logValue(error.stack), ...cause };
}
