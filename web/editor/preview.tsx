import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Badge } from '../design/status.tsx';
import { SayButton } from '../sound/say-button.tsx';
import { useDraftInHand, useDraftLanguages } from './draft-context.tsx';
import { getAt, type Json } from './json-pointer.ts';
import { type PreviewAnswer, type PreviewStep, previewSteps } from './preview-walk.ts';
import { useEditorWords } from './words.ts';

/** The draft as a learner will meet it, at every letter that is written. */
export function Preview() {
  const t = useEditorWords();
  const { content } = useDraftInHand();
  const { learned, own } = useDraftLanguages();
  const text = (pointer: string): string => String(getAt(content, pointer) ?? '');
  const lines = (pointer: string): readonly Json[] => {
    const value = getAt(content, pointer);
    return Array.isArray(value) ? value : [];
  };
  const objectives = lines('/objectives').filter((one) => typeof one === 'string' && one !== '');
  return (
    <div className="flex flex-col gap-6">
      <div>
        <div className="flex flex-wrap items-center gap-2">
          {text('/level') !== '' && <Badge tone="good">{text('/level')}</Badge>}
          <Foreign lang={own} className="text-soft">
            {text('/title_translation')}
          </Foreign>
        </div>
        <Foreign as="h3" lang={learned} className="mt-1 font-serif text-title tracking-tight text-balance">
          {text('/title') || t('untitled')}
        </Foreign>
        <Foreign as="p" lang={own} className="mt-2 text-soft">
          {text('/description')}
        </Foreign>
      </div>
      {objectives.length > 0 && (
        <div>
          <h4 className="label">{t('preview.objectives')}</h4>
          <ul className="mt-1 list-disc pl-5" lang={own}>
            {objectives.map((one) => (
              <li key={String(one)}>{String(one)}</li>
            ))}
          </ul>
        </div>
      )}
      <Walk steps={previewSteps(content)} />
      {lines('/vocabulary').length > 0 && (
        <div>
          <h4 className="label">{t('preview.words')}</h4>
          <dl className="mt-1 grid grid-cols-2 gap-x-4">
            {lines('/vocabulary').map((word, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: words have no names of their own.
              <div key={n} className="contents">
                <Foreign as="dt" lang={learned} className="border-b border-line py-1 font-serif">
                  {String(getAt(word, `/${learned}`) ?? '')}
                </Foreign>
                <Foreign as="dd" lang={own} className="border-b border-line py-1 text-soft">
                  {String(getAt(word, `/${own}`) ?? '')}
                </Foreign>
              </div>
            ))}
          </dl>
        </div>
      )}
    </div>
  );
}

/** The talk so far: each step, and which of its answers was chosen. */
function Walk({ steps }: { steps: readonly PreviewStep[] }) {
  const t = useEditorWords();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const path: { step: PreviewStep; answer: PreviewAnswer | undefined }[] = [];
  let at: PreviewStep | undefined = steps[0];
  let missing: string | undefined;
  for (let n = 0; at !== undefined; n++) {
    const answer: PreviewAnswer | undefined = at.answers[chosen[n] ?? -1];
    path.push({ step: at, answer });
    if (answer === undefined) break;
    const { next } = answer;
    at = next === null ? undefined : steps.find(({ id }) => id === next);
    if (next !== null && at === undefined) missing = next;
  }
  const ended = path.length > 0 && path.at(-1)?.answer !== undefined;
  if (steps.length === 0) return <p className="text-soft">{t('preview.empty')}</p>;
  return (
    <div>
      <div className="flex items-center justify-between gap-3">
        <p className="text-sm text-soft">{t('preview.hint')}</p>
        {chosen.length > 0 && (
          <Button size="small" icon="repeat" onClick={() => setChosen([])}>
            {t('preview.restart')}
          </Button>
        )}
      </div>
      <ol className="mt-4 flex flex-col gap-5">
        {path.map(({ step, answer }, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a path may come by the same dialogue twice.
          <li key={n} className="flex flex-col gap-2">
            <Step step={step} answer={answer} onChoose={(which) => setChosen([...chosen.slice(0, n), which])} />
          </li>
        ))}
      </ol>
      {missing !== undefined ? (
        <p className="mt-4 text-rust">{t('preview.missing', { id: missing })}</p>
      ) : (
        ended && <p className="mt-4 text-center font-serif text-soft italic">{t('preview.end')}</p>
      )}
    </div>
  );
}

interface StepProps {
  step: PreviewStep;
  answer: PreviewAnswer | undefined;
  onChoose(which: number): void;
}

function Step({ step, answer, onChoose }: StepProps) {
  const { learned, own } = useDraftLanguages();
  return (
    <>
      <div className="flex items-start gap-1">
        {step.tutor !== '' && <SayButton text={step.tutor} language={learned} />}
        <div className="min-w-0 pt-1.5">
          <Foreign as="p" lang={learned} className="font-serif text-xl leading-snug">
            {step.tutor || '…'}
          </Foreign>
          <Foreign as="p" lang={own} className="text-sm text-soft">
            {step.translation}
          </Foreign>
        </div>
      </div>
      <ul className="flex flex-wrap justify-end gap-2">
        {step.answers.map((one, which) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: answers are told apart by their place.
          <li key={which}>
            <button
              type="button"
              lang={learned}
              aria-pressed={one === answer}
              onClick={() => onChoose(which)}
              className="min-h-11 rounded-2xl rounded-br-sm border border-line bg-sheet px-4 py-1.5 text-left hover:border-accent aria-pressed:border-accent aria-pressed:bg-wash"
            >
              {one.text || '…'}
              {one.translation !== '' && (
                <span className="block text-sm text-soft" lang={own}>
                  {one.translation}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {answer !== undefined && answer.reply !== '' && (
        <Foreign as="p" lang={learned} className="pl-12 font-serif text-xl leading-snug">
          {answer.reply}
        </Foreign>
      )}
    </>
  );
}
