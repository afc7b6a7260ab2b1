import type { Hint } from '../../wire/effects.ts';
import { Icon } from '../design/icons.tsx';
import { useTalkWords } from './words.ts';

interface HintCardProps {
  hint: Hint;
  /** Of the choices. */
  language: string | undefined;
  onChoose(answer: string): void;
  disabled: boolean;
}

/** A rung of the hint ladder; choices go into the field, to be sent or said. */
export function HintCard({ hint, language, onChoose, disabled }: HintCardProps) {
  const t = useTalkWords();
  return (
    <div className="max-w-[36rem] self-start rounded-xl border border-dashed border-edge px-4 py-3" data-testid="hint">
      <p className="label flex items-center gap-1.5">
        <Icon name="hint" className="size-4" />
        {t('hint.title', { level: hint.level, levels: hint.levels })}
      </p>
      {hint.text !== '' && (
        <p className="mt-1 text-lg" lang={hint.language}>
          {hint.text}
        </p>
      )}
      {hint.choices.length > 0 && (
        <fieldset className="mt-2">
          <legend className="text-sm text-soft">{t('hint.choices')}</legend>
          <div className="mt-1 flex flex-wrap gap-2">
            {hint.choices.map((choice) => (
              <button
                key={choice}
                type="button"
                lang={language}
                className="tool font-serif whitespace-normal"
                disabled={disabled}
                onClick={() => onChoose(choice)}
              >
                {choice}
              </button>
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}
