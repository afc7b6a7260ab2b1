import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

/** Makes ids such as `turn_06f8k3m2q1r4s5t6v7w8x9yz0a`. */
export type IdSource = (prefix: string) => string;

/** Crockford's base 32 in lower case: no i, l, o, u; sorts as it counts. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const randomBits = 80n;

/**
 * Ids that sort by creation: 48 bits of wall time in ms, then 80 random bits, 26 characters after `prefix_`. Within one millisecond the
 * random part counts up, so that ids of one source never tie or go back, even when the wall clock does.
 * `random` returns that many bytes; tests pass a seeded one.
 */
export function createIds(clock: Pick<Clock, 'wall'>, random: (bytes: number) => Uint8Array = randomBytes): IdSource {
  let lastMs = -1;
  let tail = 0n;
  return (prefix) => {
    const ms = Math.floor(clock.wall());
    if (ms > lastMs) {
      lastMs = ms;
      tail = toBigInt(random(Number(randomBits / 8n)));
    } else {
      // A wrap of 80 random bits carries into the time, which keeps the order.
      tail += 1n;
    }
    return `${prefix}_${base32((BigInt(lastMs) << randomBits) + tail)}`;
  };
}

/** True for an id that `createIds` could have made with this prefix; use it before an id from outside reaches a query or a file name. */
export function isId(prefix: string, text: string): boolean {
  return text.startsWith(`${prefix}_`) && /^[0-9a-hjkmnp-tv-z]{26}$/.test(text.slice(prefix.length + 1));
}

function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function base32(value: bigint): string {
  let text = '';
  for (let rest = value, left = 26; left > 0; left -= 1, rest >>= 5n) text = alphabet.charAt(Number(rest & 31n)) + text;
  return text;
}
