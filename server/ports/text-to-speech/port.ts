/** Speaks text as audio with word times. */
export interface TextToSpeech extends AsyncDisposable {
  readonly provider: string;
  voices(): readonly Voice[];
  /**
   * Streams the speech of `request.text`, one sentence or so. Audio is mono PCM16 at `VOICE_RATE`.
   * Nothing is yielded after the signal aborts. Throws an Outage; a voice that is not listed is a RangeError.
   */
  speak(request: SpeakRequest, signal: AbortSignal): AsyncIterable<SpeechPart>;
  /** Loads a voice ahead of its first use. Never throws. */
  prewarm(voiceId: string): void;
  health(): Promise<{ ok: boolean; detail: string }>;
}

/** Hertz of all speech inside the house; doors resample. */
export const VOICE_RATE = 24_000;

export interface Voice {
  id: string;
  name: string;
  /** BCP-47 primary subtag. */
  language: string;
}

export interface SpeakRequest {
  text: string;
  voice: string;
  /** 1 is the voice's own pace; 0.5 to 2. */
  speed: number;
}

export type SpeechPart =
  /** `cached`: it was not synthesised for this request. */
  | { kind: 'audio'; samples: Int16Array; cached?: true }
  /** Times in milliseconds from the start of this request's audio; may come before or after the audio they name. */
  | { kind: 'words'; words: readonly SpokenWord[] };

export interface SpokenWord {
  text: string;
  /** Offset of the word in `request.text`, UTF-16 units. */
  textStart: number;
  textEnd: number;
  startMs: number;
  endMs: number;
}
