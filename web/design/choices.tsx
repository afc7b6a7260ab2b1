import { type ReactNode, useId } from 'react';

interface SwitchProps {
  label: string;
  hint?: ReactNode;
  checked: boolean;
  onChange(checked: boolean): void;
  disabled?: boolean;
}

/** On or off, at once. */
export function Switch({ label, hint, checked, onChange, disabled }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-6">
      <div className="min-w-0">
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-sm text-soft">
            {hint}
          </p>
        )}
      </div>
      <span className="relative mt-0.5 inline-block h-7 w-12 shrink-0">
        <input
          id={id}
          type="checkbox"
          role="switch"
          aria-checked={checked}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          className="peer absolute inset-0 m-0 h-full w-full cursor-pointer appearance-none rounded-full border border-edge bg-sunk transition-colors checked:border-accent checked:bg-accent disabled:opacity-50"
        />
        <span className="pointer-events-none absolute top-1 left-1 size-5 rounded-full bg-edge transition-[translate,background-color] peer-checked:translate-x-5 peer-checked:bg-on-accent" />
      </span>
    </div>
  );
}

interface SliderProps {
  label: string;
  hint?: ReactNode;
  value: number;
  min: number;
  max: number;
  step?: number;
  /** The value in words. */
  say(value: number): string;
  onChange(value: number): void;
  /** Once, when it was let go. */
  onDone?(value: number): void;
}

export function Slider({ label, hint, value, min, max, step = 1, say, onChange, onDone }: SliderProps) {
  const id = useId();
  return (
    <div>
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        <output htmlFor={id} className="font-serif text-lg tabular-nums">
          {say(value)}
        </output>
      </div>
      {hint !== undefined && <p className="text-sm text-soft">{hint}</p>}
      <input
        id={id}
        type="range"
        className="mt-2 h-8 w-full accent-accent"
        value={value}
        min={min}
        max={max}
        step={step}
        aria-valuetext={say(value)}
        onChange={(event) => onChange(Number(event.target.value))}
        onPointerUp={(event) => onDone?.(Number(event.currentTarget.value))}
        onKeyUp={(event) => onDone?.(Number(event.currentTarget.value))}
      />
    </div>
  );
}

interface SegmentsProps<T extends string> {
  label: string;
  value: T;
  onChange(value: T): void;
  options: readonly { value: NoInfer<T>; label: string; lang?: string }[];
  /** The label is for readers only. */
  bare?: boolean;
}

/** A few answers, all in sight, one of them chosen. */
export function Segments<T extends string>({ label, value, onChange, options, bare }: SegmentsProps<T>) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className={bare === true ? 'sr-only' : 'mb-1 font-semibold'}>{label}</legend>
      <div className="inline-flex max-w-full flex-wrap gap-0.5 rounded-3xl border border-line bg-sunk p-1">
        {options.map((option) => (
          <label
            key={option.value}
            lang={option.lang}
            className="grid min-h-9 place-items-center rounded-full px-4 text-center text-soft transition-colors hover:text-ink has-checked:bg-sheet has-checked:font-semibold has-checked:text-ink has-checked:shadow-card has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface ChoiceProps {
  children: ReactNode;
  name: string;
  checked: boolean;
  onChange(): void;
  kind?: 'radio' | 'checkbox';
  disabled?: boolean;
}

/** A card that can be chosen, for answers that need more than a word. */
export function ChoiceCard({ children, name, checked, onChange, kind = 'radio', disabled }: ChoiceProps) {
  return (
    <label className="flex min-h-14 items-center gap-3 rounded-card border border-line bg-sheet px-4 py-3 transition-colors hover:border-edge has-checked:border-accent has-checked:bg-wash has-disabled:opacity-60 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      <input
        type={kind}
        name={name}
        className="size-5 shrink-0 accent-accent"
        checked={checked}
        disabled={disabled}
        onChange={onChange}
      />
      <span className="min-w-0 flex-1">{children}</span>
    </label>
  );
}
