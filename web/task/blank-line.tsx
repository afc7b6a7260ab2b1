import { useState } from 'react';
import { Button } from '../design/button.tsx';
import type { Step } from './steps.ts';
import { useTaskWords } from './words.ts';

interface BlankLineProps {
  way: Extract<Step['way'], { kind: 'blank' }>;
  from: string;
  value: string;
  disabled: boolean;
  onChange(value: string): void;
}

/** A sentence with a gap to write into. */
export function BlankLine({ way, from, value, disabled, onChange }: BlankLineProps) {
  const t = useTaskWords();
  const [hinted, setHinted] = useState(false);
  return (
    <div className="text-center">
      <p lang={way.language} className="font-serif text-heading leading-[2]">
        {way.before}
        <input
          aria-label={t('gap')}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={200}
          size={Math.max(8, value.length + 1)}
          className="ml-1 max-w-full rounded-t-md border-b-2 border-edge bg-sunk px-2 py-0.5 text-center leading-normal focus:border-accent"
        />
        {way.after}
      </p>
      {way.hint !== '' &&
        (hinted ? (
          <p lang={from} className="mt-2 text-soft">
            {way.hint}
          </p>
        ) : (
          !disabled && (
            <Button size="small" look="quiet" icon="hint" className="mt-2" onClick={() => setHinted(true)}>
              {t('hint')}
            </Button>
          )
        ))}
    </div>
  );
}
