/** Tells speech from silence, window by window. Rates and thresholds belong to the engine (`turn/hearing.ts`). */
export interface VoiceActivity extends AsyncDisposable {
  readonly provider: string;
  /**
   * Opens one microphone's stream. `onWindow` is called once a window, in order, at once or later on this thread;
   * never after `signal` aborts. Throws an Outage when the engine cannot be loaded.
   */
  open(
    onWindow: (window: ActivityWindow) => void,
    onFailure: (error: Error) => void,
    signal: AbortSignal,
  ): Promise<ActivityStream>;
  health(): Promise<VoiceActivityHealth>;
}

export interface ActivityStream {
  /** Takes mono PCM16 at 16 kHz, any length; the stream keeps no reference to `samples`. Ignored after abort. */
  push(samples: Int16Array): void;
}

export interface ActivityWindow {
  /** Samples (16 kHz) pushed from the start of the stream to the end of this window. */
  endSample: number;
  /** Probability that the window holds speech, 0 to 1. */
  speech: number;
}

export interface VoiceActivityHealth {
  ok: boolean;
  detail: string;
}
