import { useRef, useState } from 'react';
import { ask } from '../api/call.ts';
import { Button } from '../design/button.tsx';
import { Foreign } from '../design/foreign.tsx';
import { useVoicePace } from '../settings/use-voice-pace.ts';
import { fetchVoice, playSound } from '../sound/speak.ts';
import type { EffectOf } from './talk-state.ts';
import { useTalkWords } from './words.ts';

interface OwnRecordingProps {
  recording: EffectOf<'recording'>;
  /** The right answer, in the tutor's voice beside it. */
  answer: string;
  language: string;
}

const SLOW = 0.65;

/** The learner's own voice beside the tutor's, whole, slowly, or a word at a time. */
export function OwnRecording({ recording, answer, language }: OwnRecordingProps) {
  const t = useTalkWords();
  const [failed, setFailed] = useState(false);
  const pace = useVoicePace();
  const own = useRef<Promise<Blob>>(undefined);
  const model = useRef<Promise<Blob>>(undefined);
  const mine = (): Promise<Blob> => {
    own.current ??= ask(`/v1/recordings/${encodeURIComponent(recording.recording)}/audio`).then((one) => one.blob());
    return own.current;
  };
  const theirs = (): Promise<Blob> => {
    model.current ??= fetchVoice({ text: answer, language, speed: pace }, AbortSignal.timeout(20_000));
    return model.current;
  };
  const play = (sound: () => Promise<Blob>, part: Parameters<typeof playSound>[1] = {}): void => {
    setFailed(false);
    sound()
      .then((blob) => playSound(blob, part))
      .catch(() => {
        own.current = undefined;
        model.current = undefined;
        setFailed(true);
      });
  };
  return (
    <div className="mt-3 border-t border-dotted border-line pt-3">
      <p className="label mb-1.5">{t('own.title')}</p>
      <div className="flex flex-wrap gap-1.5">
        <Button size="small" icon="play" onClick={() => play(mine)}>
          {t('own.mine')}
        </Button>
        {answer !== '' && (
          <Button size="small" icon="sound" onClick={() => play(theirs)}>
            {t('own.model')}
          </Button>
        )}
        <Button size="small" icon="slower" onClick={() => play(mine, { rate: SLOW })}>
          {t('own.slow')}
        </Button>
      </div>
      {recording.words.length > 1 && (
        <Foreign as="p" lang={language} className="mt-2 flex flex-wrap gap-1">
          {recording.words.map((word) => (
            <button
              key={word.start_ms}
              type="button"
              title={t('own.word', { word: word.text })}
              className="rounded-md px-1.5 py-0.5 underline decoration-edge decoration-dotted underline-offset-4 hover:bg-wash"
              onClick={() => play(mine, { fromMs: word.start_ms, toMs: word.end_ms })}
            >
              {word.text}
            </button>
          ))}
        </Foreign>
      )}
      {failed && (
        <p role="alert" className="mt-1 text-sm text-rust">
          {t('own.failed')}
        </p>
      )}
    </div>
  );
}
