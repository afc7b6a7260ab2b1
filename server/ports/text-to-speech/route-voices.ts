import { Outage } from '../../kit/errors.ts';
import type { SpeakRequest, SpeechPart, TextToSpeech, Voice } from './port.ts';

/**
 * Several synthesisers as one. A request goes to the one that lists its voice; when that has an Outage before its first sound, it is spoken
 * by the first other one with a voice for the language. A name that is only a language (`pl`) means the first voice that speaks it.
 */
export function routeVoices(
  sources: readonly TextToSpeech[],
  onFallback?: (from: string, to: string) => void,
): TextToSpeech {
  /** The first source that lists an id owns it. */
  const listed = (): Map<string, { voice: Voice; source: TextToSpeech }> => {
    const all = new Map<string, { voice: Voice; source: TextToSpeech }>();
    for (const source of sources) {
      for (const voice of source.voices()) if (!all.has(voice.id)) all.set(voice.id, { voice, source });
    }
    return all;
  };

  const find = (id: string): { voice: Voice; source: TextToSpeech } | undefined => {
    const all = listed();
    return all.get(id) ?? [...all.values()].find((one) => one.voice.language === id);
  };

  async function* speak(request: SpeakRequest, signal: AbortSignal): AsyncGenerator<SpeechPart> {
    const asked = find(request.voice);
    if (!asked) throw new RangeError(`no voice ${request.voice}`);
    const others = [...listed().values()].filter(
      (one) => one.voice.language === asked.voice.language && one.source !== asked.source,
    );
    // One voice of each other source, in the order of the sources.
    const spares = others.filter((one, at) => others.findIndex((other) => other.source === one.source) === at);
    let failure: unknown;
    for (const [index, { voice, source }] of [asked, ...spares].entries()) {
      if (index > 0) onFallback?.(asked.source.provider, source.provider);
      let sounded = false;
      try {
        // Words before the first sound are held: another voice would time them anew.
        const held: SpeechPart[] = [];
        for await (const part of source.speak({ ...request, voice: voice.id }, signal)) {
          if (!sounded && part.kind !== 'audio') {
            held.push(part);
            continue;
          }
          sounded = true;
          yield* held.splice(0);
          signal.throwIfAborted();
          yield part;
        }
        yield* held;
        return;
      } catch (error) {
        if (sounded || signal.aborted || !(error instanceof Outage)) throw error;
        failure ??= error;
      }
    }
    throw failure;
  }

  return {
    provider: sources.map((source) => source.provider).join('+'),
    voices: () => [...listed().values()].map((one) => one.voice),
    speak,
    prewarm(voiceId) {
      const found = find(voiceId);
      found?.source.prewarm(found.voice.id);
    },
    async health() {
      const all = await Promise.all(sources.map(async (source) => ({ source, health: await source.health() })));
      return {
        ok: all.every(({ health }) => health.ok),
        detail: all
          .map(({ source, health }) => `${source.provider}: ${health.ok ? '' : 'NOT OK, '}${health.detail}`)
          .join('; '),
      };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(sources.map((source) => source[Symbol.asyncDispose]()));
    },
  };
}
