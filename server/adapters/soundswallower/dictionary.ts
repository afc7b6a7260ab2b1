import { readFile } from 'node:fs/promises';

const NEWLINE = 10;
const SPACE = 32;
const OPEN = 40;
const SEMICOLON = 59;

/**
 * The model's pronouncing dictionary, looked up in the file's own bytes: a hash table of line offsets costs 1 MB where a Map of its
 * 134,000 words costs 25.
 */
export class Dictionary {
  readonly #bytes: Uint8Array;
  /** Offsets of lines plus one; 0 is an empty slot. */
  readonly #slots: Uint32Array;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#slots = new Uint32Array(1 << 19);
    for (let at = 0; at < bytes.length; at = lineEnd(bytes, at) + 1) {
      if (bytes[at] === SEMICOLON || bytes[at] === NEWLINE) continue;
      let slot = hash(bytes, at) & (this.#slots.length - 1);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (this.#slots.length - 1);
      this.#slots[slot] = at + 1;
    }
  }

  /** Reads lines of `word PH ON ES`, where `word(2)` is another way to say `word`. Throws when the file cannot be read. */
  static async load(path: string | URL): Promise<Dictionary> {
    return new Dictionary(await readFile(path));
  }

  /** The pronunciations of `word` (lower case), in the file's order; empty when it is not there. */
  lookup(word: string): string[] {
    const key = new TextEncoder().encode(`${word} `);
    const found: { at: number; phones: string }[] = [];
    let slot = hash(key, 0) & (this.#slots.length - 1);
    for (let entry = this.#slots[slot]; entry; entry = this.#slots[slot]) {
      const at = entry - 1;
      if (this.#isWord(at, key)) {
        const line = new TextDecoder().decode(this.#bytes.subarray(at, lineEnd(this.#bytes, at)));
        found.push({ at, phones: line.slice(line.indexOf(' ') + 1).trim() });
      }
      slot = (slot + 1) & (this.#slots.length - 1);
    }
    return found.sort((a, b) => a.at - b.at).map(({ phones }) => phones);
  }

  #isWord(at: number, key: Uint8Array): boolean {
    const length = key.length - 1;
    for (let index = 0; index < length; index += 1) if (this.#bytes[at + index] !== key[index]) return false;
    const after = this.#bytes[at + length];
    return after === SPACE || after === OPEN;
  }
}

function lineEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(NEWLINE, from);
  return end < 0 ? bytes.length : end;
}

/** FNV-1a of the word that begins at `at`, without the number of its variant. */
function hash(bytes: Uint8Array, at: number): number {
  let value = 0x811c9dc5;
  for (let index = at; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    if (byte === SPACE || byte === OPEN) break;
    value = Math.imul(value ^ byte, 0x01000193);
  }
  return (value ^ (value >>> 15)) >>> 0;
}
