import type { Ref } from 'react';
import { Icon } from '../design/icons.tsx';
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
}

/** The cup with what it is doing in words, and the tutor's help. */
export function Dock({ talk, state, cupRef, onCommand, showKeys, disabled }: DockProps) {
  const t = useTalkWords();
  const { microphone } = state;
  const phase = phaseOf(state);
  const label =
    microphone === 'on'
      ? t('talk.mute')
      : microphone === 'asking'
        ? t('talk.asking')
        : microphone === 'muted' || microphone === 'off'
          ? t('talk.unmute')
          : t('talk.retry');
  const words =
    microphone === 'asking'
      ? t('phase.asking')
      : state.ducked
        ? t('phase.held')
        : microphone === 'muted' && phase === 'ready'
          ? t('phase.muted')
          : t(`phase.${phase}`);

  return (
    <div className="row-start-3 px-3 pt-1 pb-3 sm:px-6 lg:col-start-1 lg:row-start-2 lg:min-h-0 lg:overflow-y-auto lg:px-1 lg:pt-4 lg:pb-6">
      <div className="flex items-center gap-4 lg:flex-col lg:items-start lg:gap-4">
        <div className="shrink-0 [--cup:5.25rem] lg:ml-6 lg:[--cup:11rem]">
          <CupButton
            label={label}
            mood={phase}
            microphone={microphone === 'on' ? 'on' : 'off'}
            meter={talk.meter}
            onPress={() => talk.toggleMicrophone()}
            buttonRef={cupRef}
            keys="Space Enter"
          />
        </div>
        <div className="min-w-0 flex-1">
          <p className="font-serif text-lg leading-snug text-balance  lg:text-xl" data-testid="phase">
            {words}
          </p>
          {microphone === 'asking' && (
            <button type="button" className="tool mt-1" onClick={() => talk.goOnWithoutMicrophone()}>
              {t('talk.goOn')}
            </button>
          )}
        </div>
      </div>
      <fieldset className="-mx-3 mt-2 overflow-x-auto px-3 [scrollbar-width:none] sm:mx-0 sm:px-0 lg:mt-5 lg:overflow-visible">
        <legend className="sr-only">{t('tools.label')}</legend>
        <div className="flex w-max gap-2 py-1 lg:w-auto lg:flex-wrap">
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
    </div>
  );
}
