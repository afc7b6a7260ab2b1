import { useEffect, useRef } from 'react';
import type { ReviewCard } from '../../wire/api/review.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import { saySpan } from '../i18n/say-times.ts';
import type { Grade } from './player-state.ts';
import { useReviewWords } from './words.ts';

const grades = [
  { grade: 1, name: 'again', tone: 'border-rust text-rust' },
  { grade: 2, name: 'hard', tone: 'border-amber text-amber' },
  { grade: 3, name: 'good', tone: 'border-accent text-accent' },
  { grade: 4, name: 'easy', tone: 'border-slate text-slate' },
] as const;

interface GradeButtonsProps {
  card: ReviewCard;
  suggested: Grade | undefined;
  onGrade(grade: Grade): void;
}

/** Four answers to "how well did you know it", each with when the card would come back. */
export function GradeButtons({ card, suggested, onGrade }: GradeButtonsProps) {
  const t = useReviewWords();
  const { language } = useInterface();
  const first = useRef<HTMLButtonElement>(null);
  // After typing, Enter takes the grade that was worked out; else the usual one is at hand.
  useEffect(() => first.current?.focus({ preventScroll: true }), []);
  return (
    <fieldset className="sticky bottom-(--bar) -mx-4 mt-3 min-w-0 bg-paper px-4 py-3 sm:static sm:mx-0 sm:mt-6 sm:p-0">
      <legend className="sr-only text-center text-soft sm:not-sr-only sm:mx-auto sm:mb-3">
        {t('player.grade')}{' '}
        {suggested !== undefined && <span className="hidden lg:inline">{t('player.typedGrade')}</span>}
      </legend>
      <div className="grid grid-cols-4 gap-1.5 sm:gap-2.5">
        {grades.map(({ grade, name, tone }) => (
          <button
            key={grade}
            ref={grade === (suggested ?? 3) ? first : undefined}
            type="button"
            className={`flex min-h-16 flex-col items-center justify-center rounded-card border-2 bg-sheet px-1 py-2 leading-tight transition-colors hover:bg-wash ${grade === suggested ? tone : 'border-line'}`}
            onClick={() => onGrade(grade)}
            aria-keyshortcuts={String(grade)}
          >
            <span className={`text-sm font-semibold sm:text-base ${tone.split(' ')[1]}`}>
              {t(`grade.${grade}`)}
              {grade === suggested && <span className="sr-only"> ({t('player.suggested')})</span>}
            </span>
            <span className="mt-0.5 text-xs text-soft sm:text-sm">
              <span className="sr-only">{t('player.back', { when: '' })}</span>
              {saySpan(card.next[name], language)}
            </span>
          </button>
        ))}
      </div>
    </fieldset>
  );
}
