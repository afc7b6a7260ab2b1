import { type ComponentProps, type ReactNode, useId } from 'react';
import { Icon } from './icons.tsx';

interface FieldFrame {
  label: string;
  /** Under the label: what is wanted. */
  hint?: ReactNode;
  /** What is wrong; told to readers at once. */
  error?: string | undefined;
  /** The label is for readers only. */
  bare?: boolean;
}

const box =
  'w-full rounded-field border bg-sheet px-4 transition-colors aria-invalid:border-rust border-edge disabled:opacity-60';

function Frame({ id, label, hint, error, bare, children }: FieldFrame & { id: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col">
      <label htmlFor={id} className={bare === true ? 'sr-only' : 'mb-1 font-semibold'}>
        {label}
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="-mt-0.5 mb-1.5 text-sm text-soft">
          {hint}
        </p>
      )}
      {children}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-sm text-rust">
          {error}
        </p>
      )}
    </div>
  );
}

function described(id: string, { hint, error }: FieldFrame): string | undefined {
  const names = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean);
  return names.length === 0 ? undefined : names.join(' ');
}

export function TextField({ label, hint, error, bare, ...input }: FieldFrame & Omit<ComponentProps<'input'>, 'id'>) {
  const id = useId();
  const frame = { label, hint, error, ...(bare === undefined ? {} : { bare }) };
  return (
    <Frame id={id} {...frame}>
      <input
        {...input}
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={described(id, frame)}
        className={`${box} min-h-12 ${input.className ?? ''}`}
      />
    </Frame>
  );
}

export function TextArea({ label, hint, error, bare, ...input }: FieldFrame & Omit<ComponentProps<'textarea'>, 'id'>) {
  const id = useId();
  const frame = { label, hint, error, ...(bare === undefined ? {} : { bare }) };
  return (
    <Frame id={id} {...frame}>
      <textarea
        rows={4}
        {...input}
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={described(id, frame)}
        className={`${box} py-3 ${input.className ?? ''}`}
      />
    </Frame>
  );
}

interface SelectProps<T extends string> extends FieldFrame {
  value: T;
  onChange(value: T): void;
  options: readonly { value: NoInfer<T>; label: string; lang?: string }[];
  disabled?: boolean;
}

/** The system's own list: nothing is better on a phone or for a reader. */
export function Select<T extends string>({ value, onChange, options, disabled, ...frame }: SelectProps<T>) {
  const id = useId();
  return (
    <Frame id={id} {...frame}>
      <span className="relative block">
        <select
          id={id}
          value={value}
          disabled={disabled}
          aria-describedby={described(id, frame)}
          onChange={(event) => onChange(event.target.value as T)}
          className={`${box} min-h-12 appearance-none truncate max-sm:pr-8 max-sm:pl-3 sm:pr-11`}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} lang={option.lang}>
              {option.label}
            </option>
          ))}
        </select>
        <span className="pointer-events-none absolute inset-y-0 right-3 grid sm:right-4 place-items-center text-soft">
          <Icon name="down" className="size-4" />
        </span>
      </span>
    </Frame>
  );
}
