import { type ReactNode, useId, useState } from 'react';
import { Icon } from './icons.tsx';

interface FilePickerProps {
  label: string;
  hint?: ReactNode;
  /** On the button, and beside it. */
  choose: string;
  drop: string;
  accept: string;
  file: File | undefined;
  error?: string | undefined;
  onFile(file: File | undefined): void;
}

/** A file from this device, chosen or dropped. */
export function FilePicker({ label, hint, choose, drop, accept, file, error, onFile }: FilePickerProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const told = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-semibold">
        {label}
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="-mt-0.5 mb-1.5 text-sm text-soft">
          {hint}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is only another way of choosing. */}
      <div
        className={`relative flex flex-wrap items-center gap-3 rounded-field border-2 border-dashed px-4 py-4 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${over ? 'border-accent bg-wash' : error === undefined ? 'border-edge' : 'border-rust'}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [first] = event.dataTransfer.files;
          if (first !== undefined) onFile(first);
        }}
      >
        <span
          className="inline-flex min-h-11 items-center gap-2 rounded-full border border-line bg-sheet px-4"
          aria-hidden="true"
        >
          <Icon name="plus" className="size-4.5" />
          {choose}
        </span>
        <span className="min-w-0 text-soft wrap-anywhere">{file?.name ?? drop}</span>
        <input
          id={id}
          type="file"
          accept={accept}
          aria-invalid={error !== undefined}
          aria-describedby={told === '' ? undefined : told}
          className="absolute inset-0 h-full w-full cursor-pointer opacity-0"
          onChange={(event) => {
            onFile(event.target.files?.[0]);
            // The same file, mended meanwhile, can be chosen again.
            event.target.value = '';
          }}
        />
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-sm text-rust">
          {error}
        </p>
      )}
    </div>
  );
}
