import type { ReactNode } from 'react';
import { Segments } from '../design/choices.tsx';

interface ChoiceOfProps<T extends string> {
  label: string;
  hint?: ReactNode;
  value: T;
  values: readonly T[];
  say(value: T): string;
  onChange(value: T): void;
}

/** One of a few, with a word about it underneath. */
export function ChoiceOf<T extends string>({ label, hint, value, values, say, onChange }: ChoiceOfProps<T>) {
  return (
    <div>
      <Segments
        label={label}
        value={value}
        onChange={onChange}
        options={values.map((one) => ({ value: one, label: say(one) }))}
      />
      {hint !== undefined && <p className="mt-1.5 text-sm text-soft">{hint}</p>}
    </div>
  );
}
