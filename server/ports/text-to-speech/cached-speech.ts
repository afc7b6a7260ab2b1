import type { SpeakRequest, SpeechPart, TextToSpeech } from './port.ts';
import { SharedSpeech } from './shared-speech.ts';
import { SpeechMemory, speechKey, tidySpaces } from './speech-cache.ts';

export interface SpeechCacheOptions {
  /** Of finished speech kept in memory; a second takes 48,000. */
  maxBytes: number;
}

/** Counts since the start. `hits` came from memory, `joined` shared a synthesis under way, `misses` were spoken. */
export interface SpeechCacheCounts {
  hits: number;
  joined: number;
  misses: number;
}

export interface SpeechCache {
  /** `source` with everything that it has spoken before at hand. Wrap each source by itself, not a router: a fallback's voice is not the one that was asked. */
  around(source: TextToSpeech): TextToSpeech;
  /** True when `source` would be answered from memory. */
  holds(source: TextToSpeech, request: SpeakRequest): boolean;
  readonly counts: Readonly<SpeechCacheCounts>;
  readonly bytes: number;
}

/** Speech once spoken is played again, with its word times. Requests for the same sentence at the same time share one synthesis. */
export function createSpeechCache(options: SpeechCacheOptions): SpeechCache {
  const memory = new SpeechMemory(options.maxBytes);
  const underWay = new Map<string, SharedSpeech>();
  const counts: SpeechCacheCounts = { hits: 0, joined: 0, misses: 0 };
  const begin = (source: TextToSpeech, request: SpeakRequest, key: string): SharedSpeech => {
    counts.misses += 1;
    const shared: SharedSpeech = new SharedSpeech(
      (signal) => source.speak(request, signal),
      (parts) => {
        if (underWay.get(key) === shared) underWay.delete(key);
        if (parts?.some((part) => part.kind === 'audio')) memory.set(key, parts);
      },
    );
    underWay.set(key, shared);
    return shared;
  };

  return {
    counts,
    get bytes() {
      return memory.bytes;
    },
    holds: (source, request) => memory.has(keyOf(source, request).key),
    around(source) {
      let disposed = false;
      async function* speak(given: SpeakRequest, signal: AbortSignal): AsyncGenerator<SpeechPart> {
        signal.throwIfAborted();
        const { key, request, tidy } = keyOf(source, given);
        // After the end the source itself says that it is over.
        const held = disposed ? undefined : memory.get(key);
        if (held) {
          counts.hits += 1;
          for (const part of held) {
            signal.throwIfAborted();
            yield own(part, tidy, true);
          }
          return;
        }
        let shared = underWay.get(key);
        if (shared?.open && !disposed) counts.joined += 1;
        else shared = begin(source, request, key);
        for await (const part of shared.listen(signal))
          yield own(part, tidy, part.kind === 'audio' && part.cached === true);
      }
      return {
        provider: source.provider,
        voices: () => source.voices(),
        speak,
        prewarm: (voiceId) => source.prewarm(voiceId),
        health: () => source.health(),
        async [Symbol.asyncDispose]() {
          disposed = true;
          memory.clear();
          await source[Symbol.asyncDispose]();
        },
      };
    },
  };
}

type Tidy = ReturnType<typeof tidySpaces>;

function keyOf(source: TextToSpeech, given: SpeakRequest): { key: string; request: SpeakRequest; tidy: Tidy } {
  const tidy = tidySpaces(given.text);
  const request = { ...given, text: tidy.text };
  return { key: speechKey(source.provider, request), request, tidy };
}

/** A copy for one listener, its words placed in the text as that one gave it. */
function own(part: SpeechPart, tidy: Tidy, cached: boolean): SpeechPart {
  if (part.kind === 'audio') return { kind: 'audio', samples: part.samples.slice(), ...(cached ? { cached } : {}) };
  return { kind: 'words', words: part.words.map((word) => ({ ...word, ...tidy.span(word.textStart, word.textEnd) })) };
}
