import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { Meter } from '../design/meter.tsx';
import { hush, playSound } from '../sound/speak.ts';
import type { Tried } from '../sound/try-microphone.ts';
import { useSettingsWords } from './words.ts';

const LISTEN_MS = 4_000;
/** Below this nobody spoke, or too far away. */
const QUIET = 0.05;

type State = 'idle' | 'listening' | 'playing' | 'good' | 'quiet' | Extract<Tried, { kind: 'trouble' }>['trouble'];

/** Says whether the microphone works, by letting the person hear themselves. */
export function MicrophoneTest() {
  const t = useSettingsWords();
  const [state, setState] = useState<State>('idle');
  const [level, setLevel] = useState(0);
  const gone = useRef(false);
  const heading = useId();
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      hush();
    };
  }, []);

  const run = async (): Promise<void> => {
    setState('listening');
    const { tryMicrophone } = await import('../sound/try-microphone.ts');
    const tried = await tryMicrophone(LISTEN_MS, (now) => {
      if (!gone.current) setLevel(now);
    });
    if (gone.current) return;
    if (tried.kind === 'trouble') return setState(tried.trouble);
    setState('playing');
    await playSound(tried.sound);
    if (!gone.current) setState(tried.loudest < QUIET ? 'quiet' : 'good');
  };
  const busy = state === 'listening' || state === 'playing';
  return (
    <Card look="sunk" as="section" labelledBy={heading} className="p-5">
      <h3 id={heading} className="font-semibold">
        {t('test.mic')}
      </h3>
      <p className="text-sm text-soft">{t('test.micHint')}</p>
      <div className="mt-3 flex flex-wrap items-center gap-4">
        <Button
          icon="microphone"
          busy={busy}
          onClick={() => {
            run().catch(() => setState('failed'));
          }}
        >
          {t('test.micStart')}
        </Button>
        {state === 'listening' && (
          <div className="min-w-40 flex-1">
            <Meter
              label={t('test.level')}
              value={Math.round(level * 100)}
              max={100}
              say={`${Math.round(level * 100)} %`}
            />
          </div>
        )}
      </div>
      <p role="status" className="mt-2 empty:hidden">
        {state === 'listening'
          ? t('test.micSpeak')
          : state === 'playing'
            ? t('test.micPlay')
            : state === 'good'
              ? t('test.micGood')
              : state === 'quiet'
                ? t('test.micQuiet')
                : state === 'idle'
                  ? ''
                  : t(`mic.${state}`)}
      </p>
    </Card>
  );
}
