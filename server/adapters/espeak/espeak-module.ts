import loadModule from '@echogarden/espeak-ng-emscripten';
import type { EspeakEvent } from './word-times.ts';

/** Hertz of what the engine computes. */
export const ESPEAK_RATE = 22_050;

export interface Espeak {
  /** Chooses the voice and pace of what follows. False when there is no such voice. */
  choose(voice: string, wordsPerMinute: number): boolean;
  /** Calls `onChunk` about every 100 ms of audio; true from it stops the synthesis. */
  synthesise(text: string, onChunk: (samples: Int16Array, events: readonly EspeakEvent[]) => boolean): void;
  /** IPA with `_` between phones, spaces between words and `|` between clauses. */
  phonemes(text: string): string;
}

/** Loads the engine: 40 MB and about 0.2 s. Not for two syntheses at once: a nested call corrupts both. */
export async function loadEspeak(): Promise<Espeak> {
  const module = await loadModule();
  const worker = new module.eSpeakNGWorker();
  let voice: string | undefined;
  return {
    choose(name, wordsPerMinute) {
      if (voice !== name) {
        voice = undefined;
        if (worker.set_voice(name) !== 0) return false;
        voice = name;
      }
      worker.set_rate(Math.round(wordsPerMinute));
      return true;
    },
    synthesise: (text, onChunk) => worker.synthesize(text, onChunk),
    phonemes(text) {
      const from = worker.convert_to_phonemes(text, true).ptr;
      const memory = module.HEAPU8;
      return new TextDecoder().decode(memory.slice(from, memory.indexOf(0, from)));
    },
  };
}
