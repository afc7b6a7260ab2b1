import type { SpeechPart, SpokenWord } from './port.ts';
import { VOICE_RATE } from './port.ts';

/** Audio of one part when it is played again. */
const partSamples = VOICE_RATE / 10;

const mark = 'PSP1';

/** Speech as one file: a mark, the length of the words as JSON, the words, then PCM16. */
export function packSpeech(parts: readonly SpeechPart[]): Uint8Array {
  const words = parts.flatMap((part) => (part.kind === 'words' ? part.words : []));
  const audio = parts.flatMap((part) => (part.kind === 'audio' ? [part.samples] : []));
  const head = Buffer.from(JSON.stringify(words));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const sound = audio.map((samples) => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
  return Buffer.concat([Buffer.from(mark), length, head, ...sound]);
}

/** What was packed, words first; undefined when it is not what `packSpeech` wrote. */
export function unpackSpeech(bytes: Uint8Array): SpeechPart[] | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 8 || file.toString('latin1', 0, 4) !== mark) return undefined;
  const soundAt = 8 + file.readUInt32LE(4);
  if (soundAt > file.length || (file.length - soundAt) % 2 !== 0) return undefined;
  const words = parseWords(file.toString('utf8', 8, soundAt));
  if (!words) return undefined;
  const samples = new Int16Array((file.length - soundAt) / 2);
  for (let at = 0; at < samples.length; at++) samples[at] = file.readInt16LE(soundAt + at * 2);
  const parts: SpeechPart[] = words.length > 0 ? [{ kind: 'words', words }] : [];
  for (let at = 0; at < samples.length; at += partSamples) {
    parts.push({ kind: 'audio', samples: samples.slice(at, at + partSamples) });
  }
  return parts;
}

function parseWords(json: string): SpokenWord[] | undefined {
  let read: unknown;
  try {
    read = JSON.parse(json);
  } catch {
    return undefined;
  }
  return Array.isArray(read) && read.every(isWord) ? read : undefined;
}

function isWord(value: unknown): value is SpokenWord {
  const word = value as Record<keyof SpokenWord, unknown> | null;
  const numbers = [word?.textStart, word?.textEnd, word?.startMs, word?.endMs];
  return typeof word?.text === 'string' && numbers.every((number) => Number.isFinite(number));
}
