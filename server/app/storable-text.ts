import { Refusal } from '../../wire/refusals.ts';

const DEEPEST = 64;

/** No text that a person means has these, and no database takes them: NUL, and halves of characters. */
const unfit = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

/** Throws a Refusal for what was parsed from a request and holds text that cannot be stored. Bytes are no text. */
export function requireStorableText(value: unknown, path: readonly string[] = []): void {
  if (typeof value === 'string') {
    if (unfit(value)) throw new Refusal('invalid-value', 'This text has characters that are none.', path.join('.'));
    return;
  }
  if (path.length > DEEPEST) throw new Refusal('bad-request', 'This is nested too deep.');
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (unfit(name)) throw new Refusal('invalid-value', 'This name has characters that are none.', path.join('.'));
    requireStorableText(inner, [...path, name]);
  }
}
