import { type ReactNode, useEffect, useId, useRef } from 'react';

interface DialogProps {
  open: boolean;
  onClose(): void;
  title: ReactNode;
  /** Of the title, when it is in another language than the page. */
  titleLang?: string | undefined;
  children: ReactNode;
  /** Buttons at the foot. */
  actions?: ReactNode;
  wide?: boolean;
}

/** A question or a sheet over the page. The browser's own dialog: it keeps the focus, and Escape closes it. */
export function Dialog({ open, onClose, title, titleLang, children, actions, wide }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = box.current;
    if (dialog === null) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same for the keyboard.
    <dialog
      ref={box}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => {
        // On the veil around it.
        if (event.target === event.currentTarget) onClose();
      }}
      className={`m-auto max-h-[92dvh] flex-col overflow-hidden rounded-3xl border border-line bg-sheet p-0 text-ink shadow-lift backdrop:bg-(--veil) open:flex max-sm:mb-0 max-sm:w-full max-sm:max-w-none max-sm:rounded-b-none ${wide === true ? 'sm:w-[min(46rem,94vw)]' : 'sm:w-[min(30rem,94vw)]'}`}
    >
      {open && (
        <div className="min-h-0 flex-1 overflow-y-auto p-6 sm:p-8">
          <h2 id={heading} className="font-serif text-heading text-balance" lang={titleLang}>
            {title}
          </h2>
          <div className="mt-3">{children}</div>
        </div>
      )}
      {open && actions !== undefined && (
        <div className="flex flex-wrap justify-end gap-2 border-t border-line px-6 pt-4 pb-[max(1rem,env(safe-area-inset-bottom))] sm:gap-3 sm:px-8">
          {actions}
        </div>
      )}
    </dialog>
  );
}
