import { meaningOfStop } from './sentence-ends.ts';

/**
 * Cuts a stream of text into sentences for the voice, on the terminator itself: waiting for the next word costs a model's
 * token or two. What is unsure (a number, an initial) waits for the next character or for `settle`, which the caller
 * calls after a short silence of the stream.
 */
export class SentenceCutter {
  #text = '';
  /** Where the next look begins: everything before holds no undecided terminator. */
  #from = 0;
  #first = true;
  #unsureAt: number | undefined;

  /** True when a terminator waits for more text or for `settle`. */
  get unsure(): boolean {
    return this.#unsureAt !== undefined;
  }

  push(text: string): string[] {
    this.#text += text;
    const out: string[] = [];
    for (let end = this.#findEnd(); end !== undefined; end = this.#findEnd()) this.#cut(end, out);
    return out;
  }

  /** The stream has fallen silent: an unsure terminator was the end. */
  settle(): string[] {
    const out: string[] = [];
    if (this.#unsureAt !== undefined) this.#cut(this.#unsureAt, out);
    return out;
  }

  /** The stream has ended: all that is left. */
  flush(): string[] {
    const out: string[] = [];
    this.#cut(this.#text.length, out);
    this.#first = true;
    return out;
  }

  #cut(end: number, out: string[]): void {
    const sentence = this.#text.slice(0, end).trim();
    this.#text = this.#text.slice(end);
    this.#from = 0;
    this.#unsureAt = undefined;
    if (sentence === '') return;
    // A closing quote or a second mark that came late belongs to a sentence already gone.
    const spoken = /[\p{L}\p{N}]/u.test(sentence) ? sentence.replace(/^[.!?…"'”’»)\]]+\s*/u, '') : '';
    if (spoken === '') return;
    this.#first = false;
    out.push(spoken);
  }

  #findEnd(): number | undefined {
    const text = this.#text;
    this.#unsureAt = undefined;
    for (let i = this.#from; i < text.length; i += 1) {
      const char = text[i] as string;
      if (char === '\n') return i + 1;
      if ('?!…'.includes(char)) return closersAfter(text, i);
      if (char === '.') {
        const meaning = meaningOfStop(text.slice(Math.max(0, i - 24), i), text.slice(i + 1, i + 4));
        if (meaning === 'end') return closersAfter(text, i);
        if (meaning === 'unsure') {
          this.#unsureAt = closersAfter(text, i);
          this.#from = i;
          return undefined;
        }
      }
      if (i >= LONGEST && (/[\s,;:–—]/u.test(char) || i >= LONGEST_WORD)) return i + 1;
      if (
        this.#first &&
        i >= EARLY_CLAUSE &&
        /[,;:–—]/u.test(char) &&
        /\s/.test(text[i + 1] ?? '') &&
        wordCount(text.slice(0, i)) >= 4
      )
        return i + 1;
    }
    this.#from = text.length;
    return undefined;
  }
}

/** A first clause of at least this many characters is said while the rest is being written. */
const EARLY_CLAUSE = 24;
/** A sentence longer than this is cut at the next break: a model may forget its full stops. */
const LONGEST = 280;
/** What has no break either is no language; it must not be gathered for ever. */
const LONGEST_WORD = 2_000;

function closersAfter(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && /[.!?…"'”’»)\]*_]/u.test(text[end] as string)) end += 1;
  return end;
}

function wordCount(text: string): number {
  return text.trim().split(/\s+/).length;
}
