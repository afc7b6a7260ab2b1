import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { PageHeading, useTitle } from '../app/page.tsx';
import { PageTools } from '../app/page-tools.tsx';
import { Button, IconButton } from '../design/button.tsx';
import { Steps } from '../design/meter.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { usePair } from '../settings/use-pair.ts';
import { useChangeSettings, useSettings } from '../settings/use-settings.ts';
import { GoalStep } from './goal-step.tsx';
import { LevelStep } from './level-step.tsx';
import { MicrophoneStep } from './microphone-step.tsx';
import { PairStep } from './pair-step.tsx';
import { Ready } from './ready.tsx';
import { useStartWords } from './words.ts';

const steps = ['pair', 'mic', 'level', 'goal', 'done'] as const;

/** Two minutes before the first talk, each of its steps may be skipped: languages, microphone, level, goal. */
export default function StartPage() {
  const t = useStartWords();
  const navigate = useNavigate();
  const [place, setPlace] = useState(0);
  const change = useChangeSettings();
  const settings = useSettings();
  const pair = usePair();
  const { language } = useInterface();
  useTitle(t('title'));
  const step = steps[place] ?? 'done';
  const on = (): void => setPlace(Math.min(place + 1, steps.length - 1));

  return (
    <div className="flex min-h-dvh flex-col">
      <div className="awning" aria-hidden="true" />
      <header className="mx-auto flex w-full max-w-3xl items-center gap-4 px-4 pt-4">
        <IconButton
          icon={place === 0 ? 'cross' : 'back'}
          label={t('back')}
          onClick={() => (place === 0 ? void navigate({ to: '/' }) : setPlace(place - 1))}
        />
        <div className="min-w-0 flex-1">
          <Steps
            done={place}
            total={steps.length}
            label={t('path')}
            say={t('at', { n: place + 1, total: steps.length })}
          />
        </div>
        <PageTools />
      </header>
      <main className="mx-auto w-full max-w-2xl flex-1 px-4 pt-8 pb-16 sm:pt-14">
        {step === 'pair' && (
          <Stage title={t('pair.title')}>
            <PairStep
              pair={pair}
              onChoose={({ learning, from }) => {
                const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
                const zone = settings === undefined || settings.time_zone === 'UTC' ? here : settings.time_zone;
                change({ learning, from, language, time_zone: zone });
                on();
              }}
            />
          </Stage>
        )}
        {step === 'mic' && (
          <Stage title={t('mic.title')} text={t('mic.text')}>
            <MicrophoneStep />
            <Onward onNext={on} />
          </Stage>
        )}
        {step === 'level' && (
          <Stage title={t('level.title')} text={t('level.text')}>
            <LevelStep pair={pair} onNext={on} />
          </Stage>
        )}
        {step === 'goal' && (
          <Stage title={t('goal.title')} text={t('goal.text')}>
            <GoalStep
              minutes={settings?.daily_goal_minutes ?? 10}
              onChoose={(minutes) => change({ daily_goal_minutes: minutes })}
            />
            <Onward onNext={on} />
          </Stage>
        )}
        {step === 'done' && (
          <Stage title={t('done.title')} text={t('done.text')}>
            <Ready pair={pair} />
          </Stage>
        )}
      </main>
    </div>
  );
}

function Stage({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <div key={title} className="arrive">
      <PageHeading className="text-center font-serif text-title tracking-tight text-balance">{title}</PageHeading>
      {text !== undefined && <p className="mx-auto mt-3 max-w-[46ch] text-center text-lead text-soft">{text}</p>}
      <div className="mt-9">{children}</div>
    </div>
  );
}

function Onward({ onNext }: { onNext(): void }) {
  const t = useStartWords();
  return (
    <div className="mt-9 flex justify-center">
      <Button look="primary" size="large" onClick={onNext}>
        {t('next')}
      </Button>
    </div>
  );
}
