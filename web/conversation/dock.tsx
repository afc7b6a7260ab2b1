import type { ReactNode, Ref } from 'react';
import { Icon } from '../design/icons.tsx';
import { useSettings } from '../settings/use-settings.ts';
import { CupButton } from './cup-button.tsx';
import type { Talk } from './talk.ts';
import { phaseOf, type TalkState } from './talk-state.ts';
import { tools } from './use-shortcuts.ts';
import { useTalkWords } from './words.ts';

interface DockProps {
  talk: Talk;
  state: TalkState;
  cupRef: Ref<HTMLButtonElement>;
  onCommand(name: string): void;
  showKeys: boolean;
  disabled: boolean;
  /** The line to type on. */
  children: ReactNode;
}

/** The counter: the cup with what it is doing in words, the tutor's help, and a line to type on. */
export function Dock({ talk, state, cupRef, onCommand, showKeys, disabled, children }: DockProps) {
  const t = useTalkWords();
  const { microphone } = state;
  const holding = useSettings()?.mic_mode === 'hold';
  const phase = phaseOf(state);
  const label = microphoneLabel(microphone, holding);
  const words =
    microphone === 'asking'
      ? t('phase.asking')
      : state.ducked
        ? t('phase.held')
        : microphone === 'muted' && phase === 'ready'
          ? t(holding ? 'phase.hold' : 'phase.muted')
          : t(`phase.${phase}`);
  // A microphone that is not there is asked for by a press, whatever the button does otherwise.
  const held = holding && (microphone === 'on' || microphone === 'muted');

  return (
    <div className="border-t border-line bg-sheet pb-[env(safe-area-inset-bottom)]">
      <div className="mx-auto grid w-full max-w-6xl gap-x-8 gap-y-2.5 px-3 py-3 sm:px-6 lg:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] lg:py-4">
        <div className="flex items-center gap-4 lg:contents">
          <div className="shrink-0 [--cup:5.5rem] lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:[--cup:8.75rem]">
            <CupButton
              label={t(label)}
              mood={phase}
              microphone={microphone === 'on' ? 'on' : 'off'}
              meter={talk.meter}
              onPress={() => talk.toggleMicrophone()}
              onHold={held ? (down) => talk.hold(down) : undefined}
              buttonRef={cupRef}
              keys="Space Enter"
            />
          </div>
          <div className="min-w-0 flex-1 lg:col-start-3 lg:row-start-1 lg:self-end">
            <p className="font-serif text-lg leading-snug text-balance lg:text-2xl" data-testid="phase">
              {words}
            </p>
            {microphone === 'asking' && (
              <button type="button" className="tool mt-1 self-start" onClick={() => talk.goOnWithoutMicrophone()}>
                {t('talk.goOn')}
              </button>
            )}
          </div>
        </div>
        <fieldset className="-mx-3 min-w-0 overflow-x-auto px-3 [scrollbar-width:none] sm:mx-0 sm:px-0 lg:col-start-1 lg:row-span-2 lg:row-start-1 lg:self-center lg:overflow-visible">
          <legend className="sr-only">{t('tools.label')}</legend>
          <div className="flex w-max gap-2 py-0.5 sm:w-auto sm:flex-wrap">
            {tools.map(({ command, key }) => (
              <button
                key={command}
                type="button"
                className="tool"
                disabled={disabled}
                onClick={() => onCommand(command)}
                aria-keyshortcuts={showKeys ? key : undefined}
              >
                <Icon name={command} className="size-4.5 text-accent" />
                {t(`tools.${command}`)}
                {showKeys && (
                  <span
                    className="hidden rounded border border-line px-1.5 text-xs text-soft uppercase lg:inline"
                    aria-hidden="true"
                  >
                    {key}
                  </span>
                )}
              </button>
            ))}
          </div>
        </fieldset>
        <div className="min-w-0 lg:col-start-3 lg:row-start-2 lg:self-start">{children}</div>
      </div>
    </div>
  );
}

function microphoneLabel(microphone: TalkState['microphone'], holding: boolean) {
  if (microphone === 'asking') return 'talk.asking';
  if (holding && (microphone === 'on' || microphone === 'muted')) return 'hold.label';
  if (microphone === 'on') return 'talk.mute';
  return microphone === 'muted' || microphone === 'off' ? 'talk.unmute' : 'talk.retry';
}
