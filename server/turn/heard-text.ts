import type { CaptionWord, TurnRef } from './events.ts';

/** One sentence as it was sent: its words' times are on the reply's timeline, estimated where the voice gave none. */
export interface SentSentence {
  text: string;
  startMs: number;
  /** Sound sent of it so far. */
  audioMs: number;
  /** Its sound is complete. */
  whole: boolean;
  words: readonly (CaptionWord & { textEnd: number })[];
}

/** A finished reply, as far as a client may still cut it. */
export interface Said {
  turn: TurnRef;
  /** What of it was heard when the ear stopped at `ms`, clamped to what was sent. */
  upTo(ms: number): { heardText: string; heardMs: number };
}

export function said(turn: TurnRef, what: readonly SentSentence[] | string, sentMs: number): Said {
  return {
    turn,
    upTo(ms) {
      const heardMs = Number.isNaN(ms) ? sentMs : Math.min(sentMs, Math.max(0, ms));
      return { heardText: typeof what === 'string' ? what : heardText(what, heardMs), heardMs };
    },
  };
}

/** A word counts as heard once this part of it has sounded. */
const HEARD_PART = 0.5;

/** What of the sentences the ear got by `heardMs`, cut after a whole word: always a prefix of the sentences joined by spaces. */
export function heardText(sentences: readonly SentSentence[], heardMs: number): string {
  let out = '';
  for (const sentence of sentences) {
    const glue = out === '' ? '' : ' ';
    if (sentence.whole && heardMs >= sentence.startMs + sentence.audioMs) {
      out += glue + sentence.text;
      continue;
    }
    const end = heardEnd(sentence, heardMs);
    return end === 0 ? out : out + glue + sentence.text.slice(0, end);
  }
  return out;
}

/** Offset in the sentence after the last word that was heard. */
function heardEnd(sentence: SentSentence, heardMs: number): number {
  let end = 0;
  // What sounds after a sentence that broke off (an apology) is none of it.
  const until = Math.min(heardMs, sentence.startMs + sentence.audioMs);
  for (const word of timedWords(sentence)) {
    if (until < word.startMs + (word.endMs - word.startMs) * HEARD_PART) break;
    end = word.textEnd;
  }
  return end;
}

/** Where the word that sounds at `heardMs` begins, to go on from there. */
export function wordStart(sentences: readonly SentSentence[], heardMs: number): number {
  const sentence = sentences.findLast((one) => one.startMs <= heardMs);
  if (!sentence) return 0;
  const word = timedWords(sentence).findLast((one) => one.startMs <= heardMs);
  return Math.min(heardMs, word?.startMs ?? sentence.startMs);
}

/** A voice without word times speaks at an even pace: times in proportion to letters. */
function timedWords(sentence: SentSentence): readonly (CaptionWord & { textEnd: number })[] {
  if (sentence.words.length > 0) return sentence.words;
  const perLetterMs = sentence.whole ? sentence.audioMs / Math.max(1, sentence.text.length) : USUAL_MS_PER_LETTER;
  return [...sentence.text.matchAll(/\S+/g)].map((match) => {
    const textEnd = match.index + match[0].length;
    return {
      text: match[0],
      startMs: sentence.startMs + match.index * perLetterMs,
      endMs: sentence.startMs + textEnd * perLetterMs,
      textEnd,
    };
  });
}

const USUAL_MS_PER_LETTER = 65;
