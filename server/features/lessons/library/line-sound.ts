import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../../../wire/refusals.ts';
import type { TextToSpeech } from '../../../ports/text-to-speech/port.ts';
import { encodeSpeech, speakAloud } from '../../speech/index.ts';
import type { LessonLineSound } from './lines.ts';

/** Pace of a line that is said slowly. */
const SLOW = 0.75;
/** Encoded lines kept in memory: about ten minutes of speech. */
const KEPT_BYTES = 5_000_000;

const nativeTypes: Record<string, string> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  m4a: 'audio/mp4',
};

export interface Sound {
  bytes: Uint8Array;
  type: string;
}

/** The sound of a lesson's lines: recorded by a person where the content has that, spoken by a voice elsewhere. */
export class LineSounds {
  readonly #voice: TextToSpeech;
  readonly #folder: string;
  /** Least lately used first. */
  readonly #kept = new Map<string, Uint8Array>();
  #bytes = 0;

  constructor({ voice, contentFolder }: { voice: TextToSpeech; contentFolder: string }) {
    this.#voice = voice;
    this.#folder = join(contentFolder, 'audio');
  }

  /** The voice of a line: the one asked for where it speaks the language, else the first that does. */
  voiceFor(language: string, wanted: string | undefined): string {
    const speaking = this.#voice.voices().filter((voice) => voice.language === language);
    const chosen = speaking.find(({ id }) => id === wanted) ?? speaking[0];
    if (!chosen) throw new Refusal('outage', 'There is no voice of this language now.');
    return chosen.id;
  }

  async native(lesson: string, file: string): Promise<Sound | undefined> {
    // A teacher may write any name: it must not lead out of the lesson's folder.
    const [, ending = ''] = /^[\w-][\w.-]*\.(\w+)$/.exec(file) ?? [];
    const type = nativeTypes[ending.toLowerCase()];
    if (type === undefined) return undefined;
    try {
      return { bytes: await readFile(join(this.#folder, lesson, file)), type };
    } catch (error) {
      // Named in the lesson, and not delivered with it: the voice speaks instead.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async spoken(line: LessonLineSound, slowly: boolean, voice: string, signal: AbortSignal): Promise<Sound> {
    const key = `${line.key}/${slowly}/${voice}`;
    const kept = this.#kept.get(key);
    if (kept) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return { bytes: kept, type: 'audio/mpeg' };
    }
    const request = { text: slowly ? line.slow : line.text, voice, speed: slowly ? SLOW : 1 };
    const parts: Uint8Array[] = [];
    for await (const part of encodeSpeech('mp3', await speakAloud(this.#voice, request, signal))) parts.push(part);
    const bytes = Buffer.concat(parts);
    this.#keep(key, bytes);
    return { bytes, type: 'audio/mpeg' };
  }

  #keep(key: string, bytes: Uint8Array): void {
    if (this.#kept.has(key)) return;
    this.#kept.set(key, bytes);
    this.#bytes += bytes.length;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#bytes <= KEPT_BYTES) return;
      this.#kept.delete(oldest);
      this.#bytes -= length;
    }
  }
}
