import type { Evidence } from './verdict.ts';

/** What the recogniser's owner and its worker threads say to each other. */

export interface WorkerSetup {
  /** Folder of the models, with its trailing slash. */
  modelBase: string;
  /** Counters that the worker writes and its owner reads, at the places of `SHARED`. */
  shared: Int32Array;
}

/** `handled`: messages received. `beats`: steps of work done. `busy`: steps to do. `decoders`: decoders alive. */
export const SHARED = { handled: 0, beats: 1, busy: 2, decoders: 3 } as const;

/** One word of an expected phrase and the ways it may sound, each a list of the model's phones: `HH AH L OW`. */
export interface SpokenForm {
  text: string;
  pronunciations: readonly string[];
}

/** An expected phrase, ready for the decoder. */
export interface PreparedPhrase {
  id: string;
  /** As the scene wrote it. */
  text: string;
  words: readonly SpokenForm[];
}

export type ToWorker =
  /** Loads the model and keeps this many decoders at hand. */
  | { kind: 'warm'; decoders: number }
  | { kind: 'open'; id: number; language: string; phrases: readonly PreparedPhrase[] }
  /** Mono PCM16 at 16 kHz; the buffer is given away. */
  | { kind: 'audio'; id: number; samples: Int16Array }
  | { kind: 'end'; id: number }
  | { kind: 'cancel'; id: number }
  | { kind: 'assess'; id: number; language: string; words: readonly SpokenForm[]; samples: Int16Array };

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'partial'; id: number; text: string }
  | { kind: 'heard'; id: number; heard: Hearing }
  | { kind: 'assessed'; id: number; assessment: AlignedText }
  /** This utterance failed; the worker is well. */
  | { kind: 'failed'; id: number; message: string };

/** The outcome of one utterance. `phrase` is the index among the expected ones. */
export interface Hearing {
  phrase?: number;
  verdict: 'heard' | 'unsure' | 'unknown';
  confidence: number;
  /** Absent when no phrase was matched. */
  evidence?: Evidence;
  words: readonly AlignedWord[];
}

export interface AlignedText {
  verdict: 'good' | 'unsure' | 'missed';
  words: readonly (AlignedWord & { phones: readonly AlignedPhone[] })[];
}

export interface AlignedWord {
  text: string;
  startMs: number;
  endMs: number;
  verdict: 'good' | 'unsure' | 'missed';
}

export interface AlignedPhone {
  phone: string;
  startMs: number;
  endMs: number;
  /** Mean log score a frame against the best of the phones that compete there, 0 or less; higher is better. */
  goodness: number;
}
