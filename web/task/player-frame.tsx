import type { ReactNode } from 'react';
import { PageHeading, useTitle } from '../app/page.tsx';
import { IconButton } from '../design/button.tsx';
import { Steps } from '../design/meter.tsx';
import { useTaskWords } from './words.ts';

interface PlayerFrameProps {
  title: string;
  place?: number;
  total?: number;
  instruction?: { instruction: string; instruction_language: string };
  onLeave(): void;
  children: ReactNode;
}

/** A quiet window for one thing at a time: where one is, and the way out. */
export function PlayerFrame({ title, place, total, instruction, onLeave, children }: PlayerFrameProps) {
  const t = useTaskWords();
  useTitle(title);
  return (
    <div className="flex min-h-dvh flex-col">
      <div className="awning" aria-hidden="true" />
      <header className="mx-auto flex w-full max-w-2xl items-center gap-4 px-4 pt-4">
        <IconButton icon="cross" label={t('leave')} onClick={onLeave} />
        <div className="min-w-0 flex-1">
          {total !== undefined && place !== undefined && (
            <Steps
              done={place}
              total={total}
              label={t('path')}
              say={t('at', { n: Math.min(place + 1, total), total })}
            />
          )}
        </div>
      </header>
      <main className="mx-auto w-full max-w-2xl flex-1 px-4 pt-4 pb-16 sm:pt-8">
        <PageHeading className="font-serif text-heading text-balance">{title}</PageHeading>
        {instruction !== undefined && instruction.instruction !== '' && (
          <p className="mt-1 text-soft" lang={instruction.instruction_language}>
            {instruction.instruction}
          </p>
        )}
        <div className="mt-7">{children}</div>
      </main>
    </div>
  );
}

/** The same within another page. */
export function InsideFrame({ place, total, instruction, children }: PlayerFrameProps) {
  const t = useTaskWords();
  return (
    <div>
      {total !== undefined && place !== undefined && (
        <Steps done={place} total={total} label={t('path')} say={t('at', { n: Math.min(place + 1, total), total })} />
      )}
      {instruction !== undefined && (
        <p className="mt-3 text-soft" lang={instruction.instruction_language}>
          {instruction.instruction}
        </p>
      )}
      <div className="mt-5">{children}</div>
    </div>
  );
}
