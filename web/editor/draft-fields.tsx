import type { ReactNode } from 'react';
import { Select, TextArea, TextField } from '../design/field.tsx';
import { usePlace } from './draft-context.tsx';
import { useEditorWords } from './words.ts';

interface DraftFieldProps {
  pointer: string;
  label: string;
  hint?: ReactNode;
  lang?: string | undefined;
  /** Taken away when it is empty; else it stays as an empty text, and is told as missing. */
  optional?: boolean;
}

const hinted = (hint: ReactNode): { hint?: ReactNode } => (hint === undefined ? {} : { hint });

/** What is amiss at a place: in our words where it is only empty, else in the server's. */
function useFieldError(pointer: string): string | undefined {
  const t = useEditorWords();
  const { value, problem } = usePlace(pointer);
  if (problem === undefined) return undefined;
  return value === '' || value === undefined ? t('field.empty') : problem.message;
}

/** A line of the draft. */
export function DraftText({ pointer, label, hint, lang, optional = true }: DraftFieldProps) {
  const { value, set } = usePlace(pointer);
  const error = useFieldError(pointer);
  return (
    <TextField
      {...hinted(hint)}
      label={label}
      lang={lang}
      data-place={pointer}
      value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
      onChange={({ target }) => set(optional && target.value === '' ? undefined : target.value)}
      error={error}
    />
  );
}

/** Some lines of running text. */
export function DraftArea({
  pointer,
  label,
  hint,
  lang,
  optional = true,
  rows = 2,
}: DraftFieldProps & { rows?: number }) {
  const { value, set } = usePlace(pointer);
  const error = useFieldError(pointer);
  return (
    <TextArea
      {...hinted(hint)}
      label={label}
      lang={lang}
      rows={rows}
      data-place={pointer}
      value={typeof value === 'string' ? value : ''}
      onChange={({ target }) => set(optional && target.value === '' ? undefined : target.value)}
      error={error}
    />
  );
}

/** A list of texts, one a line. */
export function DraftLines({ pointer, label, hint, lang }: DraftFieldProps) {
  const { value, set, problem } = usePlace(pointer);
  const lines = Array.isArray(value) ? value.filter((line) => typeof line === 'string') : [];
  return (
    <TextArea
      {...hinted(hint)}
      label={label}
      lang={lang}
      rows={Math.max(2, lines.length + 1)}
      data-place={pointer}
      value={lines.join('\n')}
      // Empty lines stay while they are written, and go when the field is left.
      onChange={({ target }) => set(target.value === '' ? undefined : target.value.split('\n'))}
      onBlur={() => {
        const full = lines.map((line) => line.trim()).filter((line) => line !== '');
        if (full.length !== lines.length || full.some((line, n) => line !== lines[n])) {
          set(full.length === 0 ? undefined : full);
        }
      }}
      error={problem?.message}
    />
  );
}

/** A whole number. */
export function DraftNumber({ pointer, label, hint, min, max }: DraftFieldProps & { min: number; max: number }) {
  const { value, set, problem } = usePlace(pointer);
  return (
    <TextField
      {...hinted(hint)}
      label={label}
      type="number"
      min={min}
      max={max}
      data-place={pointer}
      value={typeof value === 'number' ? value : ''}
      onChange={({ target }) => set(target.value === '' ? undefined : Math.trunc(Number(target.value)))}
      error={problem?.message}
    />
  );
}

interface DraftChoiceProps extends DraftFieldProps {
  options: readonly { value: string; label: string }[];
}

export function DraftChoice({ pointer, label, hint, options }: DraftChoiceProps) {
  const { value, set, problem } = usePlace(pointer);
  const text = typeof value === 'string' ? value : '';
  const known = options.some((option) => option.value === text) ? options : [{ value: text, label: text }, ...options];
  return (
    <Select
      {...hinted(hint)}
      label={label}
      value={text}
      onChange={(next) => set(next)}
      options={known}
      error={problem?.message}
    />
  );
}
