import { createHash } from 'node:crypto';
import type { SpeakRequest, SpeechPart } from './port.ts';

/** Bytes that a word's times take in memory, roughly. */
const wordBytes = 120;

/** Finished speech by key, in memory; the least recently used goes first. */
export class SpeechMemory {
  readonly #maxBytes: number;
  readonly #entries = new Map<string, { parts: readonly SpeechPart[]; bytes: number }>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): readonly SpeechPart[] | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    // A map keeps the order of insertion: what was used last stands last.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.parts;
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  set(key: string, parts: readonly SpeechPart[]): void {
    this.delete(key);
    const bytes = sizeOf(parts);
    // One long text must not push out everything else.
    if (bytes > this.#maxBytes / 4) return;
    this.#entries.set(key, { parts, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }
}

/** What makes two requests sound the same, as 64 hexadecimal digits; `text` with its spaces already in order. */
export function speechKey(provider: string, request: SpeakRequest): string {
  const speed = request.speed.toFixed(3);
  return createHash('sha256')
    .update(JSON.stringify([provider, request.voice, speed, request.text]))
    .digest('hex');
}

export interface TidyText {
  text: string;
  /** Where a span of `text` lies in the text as it was given. */
  span(start: number, end: number): { textStart: number; textEnd: number };
}

/** One space where there were several, none at the ends: the same words sound the same. */
export function tidySpaces(given: string): TidyText {
  let text = '';
  /** For each unit of `text`, its place in `given`. */
  const places: number[] = [];
  for (const found of given.matchAll(/\S+/gu)) {
    if (text !== '') {
      text += ' ';
      places.push(found.index - 1);
    }
    for (let at = 0; at < found[0].length; at++) places.push(found.index + at);
    text += found[0];
  }
  return {
    text,
    span: (start, end) => ({
      textStart: places[start] ?? given.length,
      textEnd: (places[end - 1] ?? given.length - 1) + 1,
    }),
  };
}

function sizeOf(parts: readonly SpeechPart[]): number {
  return parts.reduce(
    (sum, part) => sum + (part.kind === 'audio' ? part.samples.byteLength : part.words.length * wordBytes),
    0,
  );
}
