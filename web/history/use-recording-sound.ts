import { useEffect, useRef, useState } from 'react';
import type { Recording } from '../../wire/api/recordings.ts';
import { ask } from '../api/call.ts';
import { useVoicePace } from '../settings/use-voice-pace.ts';
import { fetchVoice, hush, playSound } from '../sound/speak.ts';

interface RecordingSound {
  playing: boolean;
  failed: boolean;
  own(): void;
  model(speed: number): void;
  /** One word: the learner's own, then the model's. */
  word(word: Recording['words'][number]): void;
  stop(): void;
}

/** Plays a recording and the model's voice beside it. The learner's sound is got once, and kept while the page is. */
export function useRecordingSound({ id, answer, language }: Recording): RecordingSound {
  const [playing, setPlaying] = useState(false);
  const [failed, setFailed] = useState(false);
  const sound = useRef<Blob>(undefined);
  const current = useRef<AbortController>(undefined);
  const pace = useVoicePace();

  const stop = (): void => {
    if (current.current === undefined) return;
    current.current.abort();
    current.current = undefined;
    hush();
    setPlaying(false);
  };
  const latest = useRef(stop);
  latest.current = stop;
  useEffect(() => () => latest.current(), []);

  const play = (work: (signal: AbortSignal) => Promise<void>): void => {
    stop();
    const leaving = new AbortController();
    current.current = leaving;
    setPlaying(true);
    setFailed(false);
    work(leaving.signal)
      .catch(() => {
        if (!leaving.signal.aborted) setFailed(true);
      })
      .finally(() => {
        if (current.current !== leaving) return;
        current.current = undefined;
        setPlaying(false);
      });
  };
  const mine = async (signal: AbortSignal): Promise<Blob> => {
    sound.current ??= await (await ask(`/v1/recordings/${encodeURIComponent(id)}/audio`, { signal })).blob();
    return sound.current;
  };
  return {
    playing,
    failed,
    stop,
    own: () => play(async (signal) => playSound(await mine(signal))),
    model: (speed) =>
      play(async (signal) => playSound(await fetchVoice({ text: answer, language, speed: speed * pace }, signal))),
    word: ({ text, start_ms, end_ms }) =>
      play(async (signal) => {
        const [own, model] = await Promise.all([mine(signal), fetchVoice({ text, language, speed: pace }, signal)]);
        // A little around it: a word that is cut hard sounds like another.
        await playSound(own, { fromMs: Math.max(0, start_ms - 60), toMs: end_ms + 60 });
        if (!signal.aborted) await playSound(model);
      }),
  };
}
