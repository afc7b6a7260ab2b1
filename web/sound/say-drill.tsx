import { useEffect, useRef, useState } from 'react';
import { MicrophoneProblem } from '../../sdk/browser/microphone.ts';
import { Refusal } from '../../wire/refusals.ts';
import { ask } from '../api/call.ts';
import { Button } from '../design/button.tsx';
import { Foreign } from '../design/foreign.tsx';
import { SayButton } from './say-button.tsx';
import { playSound } from './speak.ts';
import { takeVoice } from './take.ts';
import { useSoundWords } from './words.ts';

export interface SaidWord {
  text: string;
  verdict: 'good' | 'unsure' | 'missed';
}

interface SayDrillProps {
  text: string;
  language: string;
  /** How each word was; once for every take that was understood. */
  onSaid(words: SaidWord[]): void;
}

type Phase =
  | { kind: 'rest' }
  | { kind: 'taking' }
  | { kind: 'thinking' }
  | { kind: 'trouble'; word: 'microphone' | 'noServer' };

const tones = {
  good: '',
  unsure: 'underline decoration-amber decoration-wavy decoration-2',
  missed: 'text-soft underline decoration-rust decoration-2',
} as const;

/** Hear it, say it, see which words came through, and hear both again. */
export function SayDrill({ text, language, onSaid }: SayDrillProps) {
  const t = useSoundWords();
  const [phase, setPhase] = useState<Phase>({ kind: 'rest' });
  const [take, setTake] = useState<Blob>();
  const [words, setWords] = useState<SaidWord[]>();
  const [level, setLevel] = useState(0);
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(), []);

  const record = async (): Promise<void> => {
    const taking = new AbortController();
    current.current = taking;
    setPhase({ kind: 'taking' });
    setWords(undefined);
    try {
      const sound = await takeVoice(setLevel, taking.signal);
      setTake(sound);
      setPhase({ kind: 'thinking' });
      const said = await heardWords(sound, text, language);
      setWords(said);
      setPhase({ kind: 'rest' });
      if (said.some(({ verdict }) => verdict !== 'missed')) onSaid(said);
    } catch (error) {
      setPhase({ kind: 'trouble', word: error instanceof MicrophoneProblem ? 'microphone' : 'noServer' });
    }
  };

  return (
    <div className="flex flex-col items-center gap-4 text-center">
      <Foreign as="p" lang={language} className="font-serif text-heading text-balance">
        {words === undefined
          ? text
          : words.map((word, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: words of one text are told apart by place.
              <span key={place}>
                <span className={tones[word.verdict]}>{word.text}</span>
                {word.verdict !== 'good' && <span className="sr-only"> ({t(`word.${word.verdict}`)})</span>}{' '}
              </span>
            ))}
      </Foreign>
      <div className="flex flex-wrap items-center justify-center gap-2">
        <SayButton wide text={text} language={language} label={t('model')} />
        {phase.kind === 'taking' ? (
          <Button look="primary" icon="stop" onClick={() => current.current?.abort()}>
            {t('stop')}
          </Button>
        ) : (
          <Button look="primary" icon="microphone" busy={phase.kind === 'thinking'} onClick={() => void record()}>
            {t(words === undefined ? 'say' : 'sayAgain')}
          </Button>
        )}
        {take !== undefined && phase.kind === 'rest' && (
          <Button icon="play" onClick={() => void playSound(take)}>
            {t('own')}
          </Button>
        )}
      </div>
      <p role="status" className="min-h-6 text-sm text-soft">
        {phase.kind === 'taking' && t('taking')}
        {phase.kind === 'thinking' && t('thinking')}
        {phase.kind === 'rest' &&
          words !== undefined &&
          t(words.every(({ verdict }) => verdict === 'good') ? 'clear' : 'partly')}
      </p>
      {phase.kind === 'taking' && (
        <svg
          viewBox="0 0 100 2"
          preserveAspectRatio="none"
          className="h-1.5 w-40 rounded-full bg-line"
          aria-hidden="true"
        >
          <line x1="0" x2={Math.min(100, level * 160)} y1="1" y2="1" strokeWidth="2" className="stroke-accent" />
        </svg>
      )}
      {phase.kind === 'trouble' && (
        <p role="alert" className="text-rust">
          {t(phase.word)}
        </p>
      )}
    </div>
  );
}

async function heardWords(sound: Blob, text: string, language: string): Promise<SaidWord[]> {
  const form = new FormData();
  form.set('file', sound, 'take.wav');
  form.set('language', language);
  form.set('prompt', text);
  form.set('response_format', 'verbose_json');
  const nothing = text.split(/\s+/).map((word): SaidWord => ({ text: word, verdict: 'missed' }));
  try {
    const answer = await ask('/v1/audio/transcriptions', { method: 'POST', body: form });
    const { words } = (await answer.json()) as {
      words: { text?: string; word?: string; verdict?: SaidWord['verdict'] }[];
    };
    if (words.length === 0) return nothing;
    return words.map((word) => ({ text: word.text ?? word.word ?? '', verdict: word.verdict ?? 'good' }));
  } catch (error) {
    // It was none of what was to be said: no fault of the server's.
    if (error instanceof Refusal && error.code === 'no-dictation') return nothing;
    throw error;
  }
}
