import type { SpokenWord } from '../../ports/text-to-speech/port.ts';
import { type WrittenWord, writtenWords } from '../../ports/text-to-speech/written-words.ts';

export interface EspeakEvent {
  type: string;
  /** Characters (code points) from the start of the text, the first is 1. */
  text_position: number;
  /** Milliseconds from the start of the synthesis. */
  audio_position: number;
  id?: string | number;
}

export interface WordTimes {
  /** Words whose end is known after `events`. */
  take(events: readonly EspeakEvent[]): SpokenWord[];
  /** The words still open; all audio lasts `totalMs`. */
  finish(totalMs: number): SpokenWord[];
}

/**
 * Turns the engine's events into times of the written words. One written word may be several spoken ones (`25`), and one that is not spoken
 * gets no time of its own: it begins and ends where the word before it ends. A word ends where a pause or the next word begins.
 */
export function createWordTimes(text: string): WordTimes {
  const words = writtenWords(text);
  const unitOf = unitOffsets(text);
  /** The word being spoken, and since when. */
  let current = -1;
  let startMs = 0;
  let pauseMs: number | undefined;
  let given = 0;
  let lastEndMs = 0;

  const closeUntil = (next: number, atMs: number): SpokenWord[] => {
    const closed: SpokenWord[] = [];
    for (; given < next; given++) {
      const word = words[given] as WrittenWord;
      const spoken = given === current;
      const from = spoken ? Math.max(startMs, lastEndMs) : lastEndMs;
      const to = spoken ? Math.max(from, Math.min(pauseMs ?? atMs, atMs)) : from;
      closed.push({ text: word.text, textStart: word.start, textEnd: word.end, startMs: from, endMs: to });
      lastEndMs = to;
    }
    return closed;
  };

  return {
    take(events) {
      const closed: SpokenWord[] = [];
      for (const event of events) {
        if (event.type === 'phoneme') {
          if (event.id !== '') pauseMs = undefined;
          else pauseMs ??= event.audio_position;
        }
        if (event.type !== 'word') continue;
        const unit = unitOf(event.text_position - 1);
        const found = words.findIndex((word) => word.end > unit);
        if (found <= current || found < 0) continue;
        closed.push(...closeUntil(found, event.audio_position));
        current = found;
        startMs = event.audio_position;
        pauseMs = undefined;
      }
      return closed;
    },
    finish: (totalMs) => closeUntil(words.length, totalMs),
  };
}

/** Turns a number of code points into UTF-16 units. */
function unitOffsets(text: string): (codePoint: number) => number {
  if (!/[\ud800-\udfff]/u.test(text) && [...text].length === text.length) return (codePoint) => codePoint;
  const offsets: number[] = [];
  let unit = 0;
  for (const character of text) {
    offsets.push(unit);
    unit += character.length;
  }
  return (codePoint) => offsets[codePoint] ?? unit;
}
