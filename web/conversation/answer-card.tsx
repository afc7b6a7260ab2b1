import { Foreign } from '../design/foreign.tsx';
import { Icon } from '../design/icons.tsx';
import { SayButton } from '../sound/say-button.tsx';
import type { EffectOf } from './talk-state.ts';
import { useTalkWords } from './words.ts';

/** The tutor gave the answer away: here it stays, to be said. */
export function AnswerCard({ answer }: { answer: EffectOf<'answer'> }) {
  const t = useTalkWords();
  return (
    <div
      className="flex max-w-[36rem] items-start gap-2 self-start rounded-card border border-dashed border-accent bg-wash px-4 py-3"
      data-testid="answer"
    >
      <div className="min-w-0 flex-1">
        <p className="label flex items-center gap-1.5">
          <Icon name="hint" className="size-4" />
          {t('answer.title')}
        </p>
        <Foreign as="p" lang={answer.language} className="mt-1 font-serif text-xl">
          {answer.text}
        </Foreign>
        {answer.translation !== '' && (
          <Foreign as="p" lang={answer.translation_language} className="text-soft">
            {answer.translation}
          </Foreign>
        )}
      </div>
      <SayButton text={answer.text} language={answer.language} label={t('answer.hear')} />
    </div>
  );
}
