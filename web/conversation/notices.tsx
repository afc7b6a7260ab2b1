import { useEffect, useState } from 'react';
import { useInterface } from '../i18n/interface-language.tsx';
import type { Talk } from './talk.ts';
import type { TalkState } from './talk-state.ts';
import { useTalkWords } from './words.ts';

const troubles = ['denied', 'absent', 'busy', 'insecure', 'failed'] as const;

interface NoticesProps {
  talk: Talk;
  state: TalkState;
  onAgain(): void;
  onGoOn(conversation: string): void;
}

/** What the person should know beside the talk: what the server can hear, and what is wrong. */
export function Notices({ talk, state, onAgain, onGoOn }: NoticesProps) {
  const t = useTalkWords();
  const { nameOf } = useInterface();
  const held = useSoundHeld(talk, state);
  const trouble = troubles.find((name) => name === state.microphone);
  const known = state.id;
  const list = (languages: readonly string[]): string => languages.map(nameOf).join(', ');
  const deaf =
    state.scene !== undefined && state.hearing !== undefined && !state.hearing.languages.includes(state.scene.language);

  return (
    <div className="flex flex-col gap-2 px-4 pb-2 text-sm empty:hidden sm:px-8">
      {state.end !== undefined && state.end.reason !== 'closed' && state.summary === undefined && (
        <div role="alert" className="flex flex-wrap items-center gap-3 rounded-lg bg-rust-wash px-4 py-2.5 text-ink">
          <p className="flex-1">
            {t(`end.${state.end.reason}`)}
            {/* Of a lost conversation the server says only how a program would go on. */}
            {state.end.message !== undefined && state.end.reason !== 'lost' && (
              <span className="text-soft"> {state.end.message}</span>
            )}
          </p>
          {known !== undefined && (
            <button type="button" className="primary" onClick={() => onGoOn(known)}>
              {t('end.goOn')}
            </button>
          )}
          <button type="button" className="tool" onClick={onAgain}>
            {t('end.again')}
          </button>
        </div>
      )}
      {state.connection === 'resuming' && <Notice tone="bg-amber-wash">{t('phase.resuming')}</Notice>}
      {state.connection !== 'ended' && trouble !== undefined && (
        <Notice tone="bg-amber-wash">{t(`microphone.${trouble}`)}</Notice>
      )}
      {state.silent && <Notice tone="bg-amber-wash">{t('talk.silent')}</Notice>}
      {held && <Notice tone="bg-amber-wash">{t('talk.suspended')}</Notice>}
      {state.trouble !== undefined && <Notice tone="bg-rust-wash">{state.trouble}</Notice>}
      {state.hearing !== undefined && state.lines.length < 4 && state.connection === 'open' && (
        <p className="leading-relaxed text-soft" data-testid="hearing">
          {deaf
            ? t('talk.cannotHear', { language: nameOf(state.scene?.language ?? '') })
            : state.hearing.dictation
              ? t('talk.hears', { languages: list(state.hearing.languages) })
              : t('talk.expectedOnly', { languages: list(state.hearing.languages) })}
        </p>
      )}
    </div>
  );
}

function Notice({ tone, children }: { tone: string; children: string }) {
  return (
    <p role="status" className={`rounded-lg px-4 py-2.5 ${tone}`}>
      {children}
    </p>
  );
}

/** Sound has come and the browser does not let it out. */
function useSoundHeld(talk: Talk, state: TalkState): boolean {
  const [held, setHeld] = useState(false);
  const sounding = state.lines.some((line) => line.kind === 'tutor' && line.sound === 'playing');
  useEffect(() => {
    if (!sounding) {
      setHeld(false);
      return;
    }
    // A moment is allowed: the browser starts the sound a little after it came.
    const look = setInterval(() => setHeld(!talk.audible()), 700);
    return () => clearInterval(look);
  }, [talk, sounding]);
  return held;
}
