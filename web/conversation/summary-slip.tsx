import { useEffect, useRef } from 'react';
import type { Summary } from '../../wire/effects.ts';
import { Button } from '../design/button.tsx';
import { NextStep } from './next-step.tsx';
import { useTalkWords } from './words.ts';

interface SummarySlipProps {
  summary: Summary;
  /** Of a review, which has no title of its own. */
  review: boolean;
  onAgain(): void;
  onLeave(): void;
}

/** How it went, written like a café bill: counts, what to say better, what to take along. */
export function SummarySlip({ summary, review, onAgain, onLeave }: SummarySlipProps) {
  const t = useTalkWords();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const rows: [string, number][] = [
    [t('summary.firstTry'), summary.first_try],
    [t('summary.withHelp'), summary.with_help],
    [t('summary.shown'), summary.shown],
    [t('summary.skipped'), summary.skipped],
    [t('summary.notUnderstood'), summary.not_understood],
  ];
  return (
    <div className="slip arrive mx-auto w-full max-w-md px-6 pt-6 pb-10 sm:px-8" data-testid="summary">
      <h2 ref={title} tabIndex={-1} className="text-center font-serif text-3xl italic outline-none">
        {t('summary.title')}
      </h2>
      <p className="mt-1 text-center text-soft">
        <span lang={review ? undefined : summary.language}>{review ? t('talk.review') : summary.title}</span> ·{' '}
        {t('summary.exchanges', { count: summary.exchanges })}
        {summary.minutes !== null && ` · ${t('summary.minutes', { count: Math.max(1, Math.round(summary.minutes)) })}`}
      </p>
      <dl className="mt-5 flex flex-col gap-1.5">
        {rows
          .filter(([, count], place) => count > 0 || place === 0)
          .map(([name, count]) => (
            <div key={name} className="flex items-baseline gap-2">
              <dt>{name}</dt>
              <span className="leader" aria-hidden="true" />
              <dd className="font-serif text-xl tabular-nums">{count}</dd>
            </div>
          ))}
      </dl>
      {summary.corrected.length > 0 && (
        <>
          <h3 className="label mt-6 mb-2">{t('summary.corrected')}</h3>
          <ul className="flex flex-col gap-3">
            {summary.corrected.map((mistake) => (
              <li key={`${mistake.said}-${mistake.better}`}>
                <span className="block text-soft line-through decoration-rust" lang={summary.language}>
                  {mistake.said}
                </span>
                <span className="font-serif text-lg" lang={summary.language}>
                  {mistake.better}
                </span>
                {mistake.repaired && <span className="text-sm text-accent"> ✓ {t('summary.repaired')}</span>}
                <span className="block text-sm text-soft" lang={summary.translation_language}>
                  {mistake.why}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {summary.practise.length > 0 && (
        <>
          <h3 className="label mt-6 mb-2">{t('summary.practise')}</h3>
          <ul className="flex flex-col gap-2">
            {summary.practise.map((phrase) => (
              <li key={phrase.text}>
                <span className="block font-serif text-lg" lang={summary.language}>
                  {phrase.text}
                </span>
                <span className="text-sm text-soft" lang={summary.translation_language}>
                  {phrase.translation}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {summary.finished === false ? (
        <p className="mt-6 text-center font-serif text-soft italic">{t('summary.unfinished')}</p>
      ) : (
        <p className="mt-6 text-center font-serif text-soft italic">{t('summary.paid')}</p>
      )}
      <div className="mt-4 flex flex-wrap justify-center gap-3">
        <NextStep lesson={summary.lesson} finished={summary.finished !== false} onAgain={onAgain} />
        <Button onClick={onLeave}>{t('summary.other')}</Button>
      </div>
    </div>
  );
}
