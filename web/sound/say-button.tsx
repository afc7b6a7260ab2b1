import { useEffect, useRef, useState } from 'react';
import { Button, IconButton } from '../design/button.tsx';
import { useLoadingWords } from '../design/loading-words.ts';
import { useVoicePace } from '../settings/use-voice-pace.ts';
import { fetchVoice, hush, playSound, type SpeakWish } from './speak.ts';

/** Plays a text in the server's voice, as fast as the learner wants it; `failed` when it did not come. */
export function useVoice(): { state: 'still' | 'speaking' | 'failed'; say(wish: SpeakWish): void; stop(): void } {
  const [state, setState] = useState<'still' | 'speaking' | 'failed'>('still');
  const current = useRef<AbortController>(undefined);
  const pace = useVoicePace();
  useEffect(
    () => () => {
      if (current.current === undefined) return;
      current.current.abort();
      hush();
    },
    [],
  );
  const stop = (): void => {
    current.current?.abort();
    current.current = undefined;
    hush();
    setState('still');
  };
  const say = (wish: SpeakWish): void => {
    stop();
    const leaving = new AbortController();
    current.current = leaving;
    setState('speaking');
    fetchVoice({ ...wish, speed: pace * (wish.speed ?? 1) }, leaving.signal)
      .then((sound) => (leaving.signal.aborted ? undefined : playSound(sound)))
      .then(
        () => {
          if (current.current === leaving) setState('still');
        },
        () => {
          if (current.current === leaving) setState('failed');
        },
      );
  };
  return { state, say, stop };
}

/** Hear a text in its language. */
export function SayButton({ label, wide, ...wish }: SpeakWish & { label?: string; wide?: boolean }) {
  const t = useLoadingWords();
  const { state, say, stop } = useVoice();
  const press = (): void => (state === 'speaking' ? stop() : say(wish));
  const name = state === 'speaking' ? t('listening') : t('listen', { text: label ?? wish.text });
  return (
    <span className="inline-flex items-center gap-2">
      {wide === true ? (
        <Button icon={state === 'speaking' ? 'pause' : 'sound'} onClick={press}>
          {state === 'speaking' ? t('listening') : (label ?? wish.text)}
        </Button>
      ) : (
        <IconButton icon={state === 'speaking' ? 'pause' : 'sound'} label={name} onClick={press} />
      )}
      {state === 'failed' && (
        <span role="alert" className="text-sm text-rust">
          {t('noSound')}
        </span>
      )}
    </span>
  );
}
