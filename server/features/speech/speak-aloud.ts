import { Refusal } from '../../../wire/refusals.ts';
import type { TextToSpeech, Voice } from '../../ports/text-to-speech/port.ts';

/** The voice of a request: one of ours by its id, a language's by its tag, else the first; stock clients send names of other makers. */
export function chooseVoice(voices: readonly Voice[], name: string | undefined): Voice {
  const [first] = voices;
  if (!first) throw new Refusal('outage', 'There is no voice now.');
  return voices.find((voice) => voice.id === name) ?? voices.find((voice) => voice.language === name) ?? first;
}

/**
 * The speech of `input`, chunk by chunk. The first sound is awaited here, so that what cannot be spoken is refused
 * before an answer has begun.
 */
export async function speakAloud(
  voice: TextToSpeech,
  request: { text: string; voice: string; speed: number },
  signal: AbortSignal,
): Promise<AsyncIterable<Int16Array>> {
  const parts = sound(voice, request, signal);
  const first = await parts.next();
  return (async function* all() {
    if (!first.done) yield first.value;
    yield* parts;
  })();
}

async function* sound(
  voice: TextToSpeech,
  request: { text: string; voice: string; speed: number },
  signal: AbortSignal,
): AsyncGenerator<Int16Array> {
  for await (const part of voice.speak(request, signal)) if (part.kind === 'audio') yield part.samples;
}
