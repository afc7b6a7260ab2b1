import { useEffect, useRef, useState } from 'react';
import { ask } from '../api/call.ts';
import { useApi } from '../api/use-api.ts';
import { useVoicePace } from '../settings/use-voice-pace.ts';
import { fetchVoice, hush, playSound } from './speak.ts';

export interface Heard {
  /** Names its sound in the lesson, as `GET /v1/lessons/:id/audio` does. */
  of: string;
  text: string;
  language: string;
}

const SLOW = 0.75;

export interface LessonSound {
  state: 'still' | 'playing' | 'failed';
  play(line: Heard, slow?: boolean): void;
  stop(): void;
}

/** Plays a lesson's lines: as they were recorded or kept on this device, else in the server's voice. */
export function useLessonSound(lesson: string): LessonSound {
  const index = useApi('GET /v1/lessons/:id/audio', { params: { id: lesson } }, { staleTime: 600_000 });
  const [state, setState] = useState<LessonSound['state']>('still');
  const current = useRef<AbortController>(undefined);
  const pace = useVoicePace();
  const stop = (): void => {
    current.current?.abort();
    current.current = undefined;
    hush();
    setState('still');
  };
  useEffect(
    () => () => {
      current.current?.abort();
      hush();
    },
    [],
  );
  return {
    state,
    stop,
    play(line, slow = false) {
      stop();
      const playing = new AbortController();
      current.current = playing;
      setState('playing');
      const known = index.data?.lines.find(({ of }) => of === line.of);
      const sound = known
        ? ask(slow ? known.slow_url : known.url, { signal: playing.signal }).then((answer) => answer.blob())
        : fetchVoice({ text: line.text, language: line.language, speed: slow ? SLOW : 1 }, playing.signal);
      sound
        .then((blob) => (playing.signal.aborted ? undefined : playSound(blob, { rate: pace })))
        .then(
          () => current.current === playing && setState('still'),
          () => current.current === playing && setState('failed'),
        );
    },
  };
}
