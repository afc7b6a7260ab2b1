import type { Clock } from '../../kit/clock.ts';
import { limited } from '../../kit/limit.ts';
import type { Blobs } from '../blobs/port.ts';
import type { SpeakRequest, SpeechPart, TextToSpeech } from './port.ts';
import { SharedSpeech } from './shared-speech.ts';
import { SpeechMemory, speechKey, tidySpaces } from './speech-cache.ts';
import { packSpeech, unpackSpeech } from './stored-speech.ts';

/** A stored sentence that is not there by then is spoken anew. */
const storedMs = 200;
const storeMs = 10_000;

export interface SpeechCacheOptions {
  clock: Clock;
  /** Of finished speech kept in memory; a second takes 48,000. */
  maxBytes: number;
  /** Keeps finished speech beyond this process; leave out where what the tutor says must not be stored. */
  blobs?: Blobs;
  /** Told when storing or reading failed; the speech itself went on without. */
  onBlobError?: (error: unknown) => void;
}

/** Counts since the start. `hits` came from memory, `stored` from blobs, `joined` shared a synthesis under way, `misses` were spoken. */
export interface SpeechCacheCounts {
  hits: number;
  stored: number;
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
  /** Resolves when nothing is being stored any more. */
  settled(): Promise<void>;
}

/** Speech once spoken is played again, with its word times. Requests for the same sentence at the same time share one synthesis. */
export function createSpeechCache(options: SpeechCacheOptions): SpeechCache {
  const { clock, blobs } = options;
  const memory = new SpeechMemory(options.maxBytes);
  const underWay = new Map<string, SharedSpeech>();
  const storing = new Set<Promise<void>>();
  const counts: SpeechCacheCounts = { hits: 0, stored: 0, joined: 0, misses: 0 };
  const blobKey = (key: string): string => `speech/${key.slice(0, 2)}/${key}`;
  const late = (): Error => new Error('the speech store took too long');

  const readStored = async (key: string, signal: AbortSignal): Promise<SpeechPart[] | undefined> => {
    if (!blobs) return undefined;
    try {
      const bytes = await limited(clock, storedMs, late, (inner) => blobs.get(blobKey(key), inner), signal);
      return bytes && unpackSpeech(bytes);
    } catch (error) {
      if (!signal.aborted) options.onBlobError?.(error);
      return undefined;
    }
  };

  const store = (key: string, parts: readonly SpeechPart[]): void => {
    if (!blobs) return;
    const never = new AbortController().signal;
    const work = limited(
      clock,
      storeMs,
      late,
      (inner) => blobs.put(blobKey(key), packSpeech(parts), inner),
      never,
    ).then(undefined, (error: unknown) => options.onBlobError?.(error));
    const tracked = work.finally(() => storing.delete(tracked));
    storing.add(tracked);
  };

  const begin = (source: TextToSpeech, request: SpeakRequest, key: string): SharedSpeech => {
    let fromStore = false;
    const speak = async function* (signal: AbortSignal): AsyncGenerator<SpeechPart> {
      const stored = await readStored(key, signal);
      signal.throwIfAborted();
      fromStore = stored !== undefined;
      counts[fromStore ? 'stored' : 'misses'] += 1;
      if (!stored) return yield* source.speak(request, signal);
      for (const part of stored) yield part.kind === 'audio' ? { ...part, cached: true } : part;
    };
    const shared: SharedSpeech = new SharedSpeech(speak, (parts) => {
      if (underWay.get(key) === shared) underWay.delete(key);
      if (!parts?.some((part) => part.kind === 'audio')) return;
      memory.set(key, parts);
      if (!fromStore) store(key, parts);
    });
    underWay.set(key, shared);
    return shared;
  };

  return {
    counts,
    get bytes() {
      return memory.bytes;
    },
    settled: async () => {
      await Promise.all([...storing]);
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
          await Promise.all([...storing]);
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
