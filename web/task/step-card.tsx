import { useEffect, useId, useRef, useState } from 'react';
import type { ItemAnswer, ItemResult } from '../../wire/tasks.ts';
import { Button } from '../design/button.tsx';
import { ChoiceCard } from '../design/choices.tsx';
import { TextField } from '../design/field.tsx';
import { Foreign } from '../design/foreign.tsx';
import type { LessonSound } from '../sound/lesson-sound.ts';
import { BlankLine } from './blank-line.tsx';
import { ResultNote } from './result-note.tsx';
import type { Step } from './steps.ts';
import { useTaskWords } from './words.ts';

interface StepCardProps {
  step: Step;
  sound: LessonSound;
  /** Language of the translations. */
  from: string;
  result: ItemResult | undefined;
  last: boolean;
  onAnswer(answer: ItemAnswer): void;
  onNext(): void;
}

/** One thing asked: hear it, look at it, answer it, see how it was. */
export function StepCard({ step, sound, from, result, last, onAnswer, onNext }: StepCardProps) {
  const t = useTaskWords();
  const group = useId();
  const [text, setText] = useState('');
  const [choice, setChoice] = useState<number>();
  const next = useRef<HTMLButtonElement>(null);
  const card = useRef<HTMLFormElement>(null);
  const { id, hear, show, way } = step;

  // A new step is read from its start; what can be heard is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the step comes.
  useEffect(() => {
    if (hear !== undefined) sound.play(hear);
    card.current?.querySelector<HTMLElement>('input')?.focus();
  }, []);
  useEffect(() => {
    if (result !== undefined) next.current?.focus();
  }, [result]);
  // A number chooses.
  useEffect(() => {
    if (way.kind !== 'choose' || result !== undefined) return;
    const onKey = (event: KeyboardEvent): void => {
      const place = Number(event.key) - 1;
      if (event.ctrlKey || event.metaKey || event.altKey || !(place >= 0 && place < way.choices.length)) return;
      setChoice(place);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [way, result]);

  const answer = (): ItemAnswer | undefined => {
    if (way.kind !== 'choose') return text.trim() === '' ? undefined : { item: id, text: text.trim() };
    if (choice === undefined) return undefined;
    return { item: id, choice, ...(way.played === undefined ? {} : { played: way.played }) };
  };
  const ready = answer();

  return (
    <form
      ref={card}
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (result !== undefined) onNext();
        else if (ready !== undefined) onAnswer(ready);
      }}
    >
      {hear !== undefined && (
        <div className="flex flex-wrap items-center justify-center gap-3">
          <Button
            look={show === undefined ? 'primary' : 'secondary'}
            size="large"
            icon={sound.state === 'playing' ? 'pause' : 'sound'}
            onClick={() => (sound.state === 'playing' ? sound.stop() : sound.play(hear))}
          >
            {t('hear')}
          </Button>
          <Button size="large" icon="slower" onClick={() => sound.play(hear, true)}>
            {t('slow')}
          </Button>
          {sound.state === 'failed' && (
            <p role="alert" className="w-full text-center text-rust">
              {t('noSound')}
            </p>
          )}
        </div>
      )}
      {show !== undefined && (
        <Foreign as="p" lang={show.language} className="text-center font-serif text-heading text-balance">
          {show.text}
        </Foreign>
      )}
      {step.translation !== undefined && step.translation !== '' && (show !== undefined || way.kind === 'blank') && (
        <Foreign as="p" lang={from} className="-mt-4 text-center text-soft">
          {step.translation}
        </Foreign>
      )}

      {way.kind === 'type' && (
        <TextField
          label={t(way.given === undefined ? (hear === undefined ? 'typeAnswer' : 'typeIt') : 'typeToo')}
          lang={way.language}
          value={text}
          disabled={result !== undefined}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          autoCapitalize="sentences"
          spellCheck={false}
          maxLength={400}
          className="text-lg"
        />
      )}
      {way.kind === 'blank' && (
        <BlankLine way={way} from={from} value={text} disabled={result !== undefined} onChange={setText} />
      )}
      {way.kind === 'choose' && (
        <fieldset>
          <legend className="mb-2 font-semibold">{t(way.played === undefined ? 'choose' : 'which')}</legend>
          <div className="grid gap-3 sm:grid-cols-2">
            {way.choices.map((one, place) => (
              <ChoiceCard
                // biome-ignore lint/suspicious/noArrayIndexKey: two choices may be the same words.
                key={place}
                name={group}
                checked={choice === place}
                disabled={result !== undefined}
                onChange={() => setChoice(place)}
              >
                <span className="flex items-center justify-between gap-3">
                  <Foreign lang={way.language} className="font-serif text-lg leading-snug">
                    {one}
                  </Foreign>
                  <span className="rounded border border-line px-1.5 text-xs text-soft" aria-hidden="true">
                    {place + 1}
                  </span>
                </span>
              </ChoiceCard>
            ))}
          </div>
        </fieldset>
      )}

      {result !== undefined && (
        <ResultNote
          result={result}
          language={way.language}
          from={from}
          translation={show === undefined && way.kind === 'type' ? (step.translation ?? '') : ''}
        />
      )}

      <div className="flex flex-wrap justify-end gap-3">
        {result === undefined && (
          <>
            {way.kind === 'type' && way.given !== undefined ? (
              <Button icon="microphone" onClick={() => onAnswer({ item: id, text: way.given ?? '' })}>
                {t('saidIt')}
              </Button>
            ) : (
              <Button look="quiet" onClick={() => onAnswer({ item: id })}>
                {t('skip')}
              </Button>
            )}
            <Button type="submit" look="primary" disabled={ready === undefined}>
              {t('check')}
            </Button>
          </>
        )}
        {result !== undefined && (
          <Button ref={next} type="submit" look="primary">
            {t(last ? 'finish' : 'next')}
          </Button>
        )}
      </div>
    </form>
  );
}
