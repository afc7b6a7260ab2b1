import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import { useLoadingWords } from './loading-words.ts';
import { Trouble } from './trouble.tsx';

interface ConfirmHereProps {
  title: string;
  children: ReactNode;
  /** What will be done, as the button says it. */
  action: string;
  busy: boolean;
  error: unknown;
  onConfirm(): void;
  onClose(): void;
}

/** The question of a `ConfirmDialog` where a dialog is open already: in its place, not over it. */
export function ConfirmHere({ title, children, action, busy, error, onConfirm, onClose }: ConfirmHereProps) {
  const t = useLoadingWords();
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <fieldset ref={box} tabIndex={-1} className="arrive min-w-0 rounded-card bg-rust-wash p-5">
      <legend className="sr-only">{title}</legend>
      <p className="font-semibold" aria-hidden="true">
        {title}
      </p>
      <p className="mt-1">{children}</p>
      {error !== null && error !== undefined && (
        <div className="mt-3">
          <Trouble error={error} />
        </div>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button size="small" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button size="small" className="font-semibold text-rust" busy={busy} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </fieldset>
  );
}
