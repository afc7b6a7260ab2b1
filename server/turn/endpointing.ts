import type { HeardVerdict } from '../ports/speech-to-text/port.ts';
import type { PauseHabit } from './pauses.ts';
import type { Listening } from './scene.ts';
import { normalised, wordsOf } from './words.ts';

/**
 * How much silence ends a turn. A strategy is a pure function of what is known in the pause; it is asked again whenever
 * more is known (a partial text, an early result), and its answer counts from the start of the silence.
 */
export type Endpointing = (pause: Pause) => Patience;

export interface Pause {
  listening: Listening;
  habit: PauseHabit;
  /** The text so far: a partial, or an early final with its verdict. */
  text: string;
  verdict: HeardVerdict | undefined;
  phraseId: string | undefined;
  /** Speech of this utterance so far. */
  speechMs: number;
}

export interface Patience {
  ms: number;
  why: 'fixed' | 'client' | 'habit' | 'level' | 'complete' | 'hanging';
}

/** On 84 recorded learners 800 ms cut two of them, 900 ms one: decision 11. */
export const DEFAULT_PATIENCE_MS = 900;
/** After a complete expected answer, which is no beginning of another one. Measured to cut nobody off (facts: engine.md). */
export const COMPLETE_PATIENCE_MS = 200;
const LONGEST_PATIENCE_MS = 2_500;
const HANGING_MS = 1_600;

export function fixedPatience(ms: number, why: 'fixed' | 'client' = 'fixed'): Endpointing {
  return () => ({ ms, why });
}

/** This learner's own pauses, with more time at low levels and for open questions; never below the default. */
export const adaptivePatience: Endpointing = ({ listening, habit }) => {
  const easy = /^(pre-?a1|a0|a1)/i.test(listening.level) ? 1.2 : 1;
  const open = listening.question === 'open' ? 1.25 : 1;
  const own = habit.p95Ms === undefined ? 0 : habit.p95Ms * 1.3;
  const ms = Math.max(DEFAULT_PATIENCE_MS * easy * open, own);
  const why = own >= ms ? 'habit' : easy * open > 1 ? 'level' : 'fixed';
  return { ms: Math.min(LONGEST_PATIENCE_MS, ms), why };
};

/** The same for a learner who needs more time, `factor` times it; what the client insists on is not touched by it. */
export function patientBy(factor: number, endpointing: Endpointing): Endpointing {
  return (pause) => {
    const { ms, why } = endpointing(pause);
    return { ms: Math.min(LONGEST_PATIENCE_MS, ms * Math.max(1, factor)), why };
  };
}

/** What was said decides where it can, and `otherwise` where it cannot. */
export function textAware(otherwise: Endpointing): Endpointing {
  return (pause) => {
    if (isComplete(pause)) return { ms: COMPLETE_PATIENCE_MS, why: 'complete' };
    const base = otherwise(pause);
    if (hangs(pause.text, pause.listening.language)) return { ms: Math.max(base.ms, HANGING_MS), why: 'hanging' };
    return base;
  };
}

/** A whole expected answer, and none of the others goes on where it stops. */
export function isComplete({ listening, text, verdict, phraseId }: Pause): boolean {
  if (verdict === 'unsure' || verdict === 'unknown') return false;
  const said = normalised(text);
  if (said === '') return false;
  const all = [...listening.phrases, ...listening.commands];
  const one =
    phraseId === undefined
      ? all.find((phrase) => normalised(phrase.text) === said)
      : all.find((phrase) => phrase.id === phraseId);
  if (!one) return false;
  const whole = normalised(one.text);
  return !all.some((other) => normalised(other.text).startsWith(`${whole} `));
}

const HANGING: Record<string, ReadonlySet<string>> = {
  en: new Set([
    'and',
    'but',
    'or',
    'because',
    'so',
    'if',
    'when',
    'with',
    'for',
    'to',
    'the',
    'a',
    'an',
    'my',
    'of',
    'in',
    'at',
    'um',
    'uh',
    'er',
    'like',
    'that',
  ]),
  pl: new Set([
    'i',
    'a',
    'ale',
    'albo',
    'lub',
    'bo',
    'więc',
    'że',
    'żeby',
    'jeśli',
    'gdy',
    'kiedy',
    'z',
    'ze',
    'w',
    'we',
    'do',
    'na',
    'dla',
    'o',
    'po',
    'yyy',
    'eee',
    'no',
    'czy',
  ]),
};

/** Ends on a word that cannot end a sentence: the speaker is looking for the next one. */
export function hangs(text: string, language: string): boolean {
  const last = wordsOf(text).at(-1);
  return last !== undefined && (HANGING[language]?.has(last) ?? false);
}
