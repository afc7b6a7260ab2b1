import { useId } from 'react';
import { ChoiceCard } from '../design/choices.tsx';
import { useStartWords } from './words.ts';

const goals = [5, 10, 20, 30] as const;

/** Minutes a day, as much as a visit to the café takes. */
export function GoalStep({ minutes, onChoose }: { minutes: number; onChoose(minutes: number): void }) {
  const t = useStartWords();
  const group = useId();
  return (
    <fieldset className="mx-auto grid max-w-xl gap-3 sm:grid-cols-2">
      <legend className="sr-only">{t('goal.title')}</legend>
      {goals.map((goal) => (
        <ChoiceCard key={goal} name={group} checked={minutes === goal} onChange={() => onChoose(goal)}>
          <span className="block font-serif text-xl">{t('goal.minutes', { count: goal })}</span>
          <span className="text-sm text-soft">{t(`goal.${goal}`)}</span>
        </ChoiceCard>
      ))}
    </fieldset>
  );
}
