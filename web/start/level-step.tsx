import { useMemo, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Foreign } from '../design/foreign.tsx';
import { newEventId, queueEvent } from '../offline/event-queue.ts';
import type { Pair } from '../settings/use-pair.ts';
import { SayButton } from '../sound/say-button.tsx';
import { shuffled } from '../task/steps.ts';
import { type LevelItem, levelItems } from './level-items.ts';
import { type Asked, nextItem, type Placement, placementOf } from './placement.ts';
import { useStartWords } from './words.ts';

/** Finds the level in a few questions, or takes it that there is none yet. */
export function LevelStep({ pair, onNext }: { pair: Pair; onNext(): void }) {
  const t = useStartWords();
  const [asked, setAsked] = useState<readonly Asked[]>();
  const [found, setFound] = useState<Placement>();
  const items = levelItems[pair.learning];
  const note = (placement: Placement): void => {
    const data = { language: pair.learning, ...placement };
    queueEvent({ id: newEventId(), at: new Date().toISOString(), kind: 'placed', data });
  };

  if (found !== undefined) {
    return (
      <div role="status" className="text-center">
        <p className="font-serif text-display text-accent">
          {t('level.found', { from: found.from, to: found.to, same: found.from === found.to ? 'yes' : 'no' })}
        </p>
        <p className="mt-3 text-soft">{t('level.foundText', { right: found.right, total: found.total })}</p>
        <Button look="primary" size="large" className="mt-7" onClick={onNext}>
          {t('next')}
        </Button>
      </div>
    );
  }
  if (asked === undefined) {
    return (
      <div className="flex flex-wrap justify-center gap-3">
        <Button look="primary" size="large" onClick={() => setAsked([])}>
          {t('level.find')}
        </Button>
        <Button size="large" onClick={onNext}>
          {t('level.new')}
        </Button>
      </div>
    );
  }
  const item = nextItem(items, asked);
  if (item === undefined) return null;
  const answer = (right: boolean): void => {
    const next = [...asked, { id: item.id, level: item.level, right }];
    setAsked(next);
    if (nextItem(items, next) !== undefined) return;
    const placement = placementOf(next);
    note(placement);
    setFound(placement);
  };
  return <Question key={item.id} item={item} pair={pair} n={asked.length + 1} onAnswer={answer} />;
}

interface QuestionProps {
  item: LevelItem;
  pair: Pair;
  n: number;
  onAnswer(right: boolean): void;
}

function Question({ item, pair, n, onAnswer }: QuestionProps) {
  const t = useStartWords();
  const choices = useMemo(() => shuffled(item.choices), [item]);
  const [before, after] = item.text.split('___');
  return (
    <fieldset className="arrive">
      <legend className="label mx-auto mb-4">
        {t('level.question', { n })} · {t(item.kind === 'gap' ? 'level.gap' : 'level.hear')}
      </legend>
      <p className="mb-6 flex items-center justify-center gap-2 text-center font-serif text-heading">
        <Foreign lang={pair.learning}>
          {before}
          {after !== undefined && (
            <>
              <span aria-hidden="true" className="inline-block w-16 border-b-2 border-accent" />
              <span className="sr-only"> … </span>
              {after}
            </>
          )}
        </Foreign>
        {item.kind === 'hear' && <SayButton text={item.text} language={pair.learning} />}
      </p>
      <div className="mx-auto flex max-w-md flex-col gap-2.5">
        {choices.map((choice) => (
          <Button
            key={choice}
            wide
            lang={item.kind === 'gap' ? pair.learning : pair.from}
            className="min-h-13 text-lg"
            onClick={() => onAnswer(choice === item.choices[0])}
          >
            {choice}
          </Button>
        ))}
        <Button look="quiet" wide className="text-soft" onClick={() => onAnswer(false)}>
          {t('level.unknown')}
        </Button>
      </div>
    </fieldset>
  );
}
