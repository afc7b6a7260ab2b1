import { useEffect, useRef, useState } from 'react';
import { Microphone, MicrophoneProblem } from '../../sdk/browser/microphone.ts';
import microphoneWorklet from '../../sdk/browser/microphone-worklet.ts?worker&url';
import { CupButton } from '../conversation/cup-button.tsx';
import type { MicrophoneState } from '../conversation/talk-state.ts';
import { useTalkWords } from '../conversation/words.ts';
import { Note } from '../design/status.tsx';
import { useStartWords } from './words.ts';

const RATE = 16_000;
const SPEECH = 0.08;
/** Frames of speech, 20 ms each, that are no cough. */
const ENOUGH = 15;

/** The microphone, tried out: the cup's saucer shows how loud it hears. */
export function MicrophoneStep() {
  const t = useStartWords();
  const talk = useTalkWords();
  const [state, setState] = useState<MicrophoneState>('off');
  const [heard, setHeard] = useState(false);
  const open = useRef<Microphone>(undefined);
  const meters = useRef(new Set<(level: number) => void>());
  const meter = useRef((watcher: (level: number) => void) => {
    meters.current.add(watcher);
    return () => meters.current.delete(watcher);
  });
  useEffect(() => () => void open.current?.[Symbol.asyncDispose](), []);

  const listen = async (): Promise<void> => {
    setState('asking');
    let loud = 0;
    try {
      open.current = await Microphone.open({
        rate: RATE,
        workletUrl: microphoneWorklet,
        onLost: () => setState('absent'),
        onFrame(_, level) {
          for (const watcher of meters.current) watcher(level);
          if (level > SPEECH) loud += 1;
          if (loud === ENOUGH) setHeard(true);
        },
      });
      setState('on');
    } catch (error) {
      if (!(error instanceof MicrophoneProblem)) throw error;
      setState(error.trouble);
    }
  };
  const stop = (): void => {
    void open.current?.[Symbol.asyncDispose]();
    open.current = undefined;
    setState('off');
  };
  const trouble = (['denied', 'absent', 'busy', 'insecure', 'failed'] as const).find((name) => name === state);

  return (
    <div className="flex flex-col items-center gap-4">
      <div className="[--cup:10rem]">
        <CupButton
          label={t('mic.try')}
          mood={state === 'on' ? (heard ? 'hearing' : 'listening') : 'resting'}
          microphone={state === 'off' || state === 'on' ? 'on' : 'off'}
          meter={meter.current}
          onPress={() => (state === 'on' ? stop() : void listen())}
          disabled={state === 'asking'}
        />
      </div>
      <p role="status" className="min-h-8 font-serif text-xl">
        {state === 'asking' && talk('phase.asking')}
        {state === 'on' && t(heard ? 'mic.heard' : 'mic.listening')}
        {state === 'off' && t('mic.try')}
      </p>
      {trouble !== undefined && (
        <Note tone="amber" icon="microphone">
          {talk(`microphone.${trouble}`)}
        </Note>
      )}
      <p className="text-sm text-soft">{t('mic.none')}</p>
    </div>
  );
}
