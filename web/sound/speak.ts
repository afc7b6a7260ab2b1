import { ask } from '../api/call.ts';

let playing: { audio: HTMLAudioElement; url: string; stopped(): void } | undefined;

/** Silences what is played by `speak` or `playSound`. */
export function hush(): void {
  const was = playing;
  playing = undefined;
  if (was === undefined) return;
  was.audio.pause();
  URL.revokeObjectURL(was.url);
  was.stopped();
}

export interface SpeakWish {
  text: string;
  /** Primary language tag; the server has a voice for it. */
  language: string;
  speed?: number;
}

/** The server's voice for a text. */
export async function fetchVoice({ text, language, speed = 1 }: SpeakWish, signal: AbortSignal): Promise<Blob> {
  const answer = await ask('/v1/audio/speech', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input: text, voice: language, speed, response_format: 'mp3' }),
    signal,
  });
  return await answer.blob();
}

export interface Part {
  fromMs?: number;
  toMs?: number;
  rate?: number;
}

/** Plays a sound, or a part of it; resolves when it is over or something else was played instead. */
export function playSound(sound: Blob, { fromMs = 0, toMs, rate = 1 }: Part = {}): Promise<void> {
  hush();
  return new Promise((resolve, reject) => {
    const url = URL.createObjectURL(sound);
    const audio = new Audio(url);
    const mine = { audio, url, stopped: resolve };
    playing = mine;
    const end = (): void => {
      if (playing === mine) hush();
    };
    audio.preservesPitch = true;
    audio.playbackRate = rate;
    audio.addEventListener('ended', end);
    audio.addEventListener('error', () => {
      end();
      reject(new Error('the sound cannot be played'));
    });
    if (toMs !== undefined) {
      // The browser tells of time four times a second, which is too coarse for one word.
      const watch = (): void => {
        if (playing !== mine) return;
        if (audio.currentTime * 1000 >= toMs) end();
        else requestAnimationFrame(watch);
      };
      requestAnimationFrame(watch);
    }
    audio.currentTime = fromMs / 1000;
    audio.play().catch((error: unknown) => {
      // Stopped before it began is no failure.
      if (playing !== mine) return;
      end();
      reject(error);
    });
  });
}
