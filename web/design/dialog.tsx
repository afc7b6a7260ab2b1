import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useAppWords } from '../app/words.ts';
import { IconButton } from './button.tsx';
import { layOver } from './top-dialog.ts';

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
  const name = useRef<HTMLHeadingElement>(null);
  const heading = useId();
  const t = useAppWords();
  useEffect(() => {
    const dialog = box.current;
    if (dialog === null) return;
    if (open && !dialog.open) {
      dialog.showModal();
      // Its title, not the first button that happens to be there: so readers hear what has opened.
      if (!(document.activeElement instanceof HTMLInputElement)) name.current?.focus();
    }
    if (!open && dialog.open) dialog.close();
    return open ? layOver(dialog) : undefined;
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same for the keyboard.
    <dialog
      ref={box}
      aria-labelledby={heading}
      onClose={(event) => {
        // React lets a dialog inside this one tell of its end here, too.
        if (event.target === event.currentTarget) onClose();
      }}
      onClick={(event) => {
        // On the veil around it.
        if (event.target === event.currentTarget) onClose();
      }}
      className={`m-auto max-h-[92dvh] flex-col overflow-hidden rounded-3xl border border-line bg-sheet p-0 text-left text-ink shadow-lift backdrop:bg-(--veil) open:flex max-sm:mb-0 max-sm:w-full max-sm:max-w-none max-sm:rounded-b-none ${wide === true ? 'sm:w-[min(46rem,94vw)]' : 'sm:w-[min(30rem,94vw)]'}`}
    >
      {open && (
        <div className="min-h-0 flex-1 overflow-y-auto p-6 sm:p-8">
          <div className="flex items-start gap-3">
            <h2
              ref={name}
              tabIndex={-1}
              id={heading}
              className="flex-1 font-serif text-heading text-balance outline-none"
              lang={titleLang}
            >
              {title}
            </h2>
            {actions === undefined && (
              <IconButton icon="cross" label={t('close')} className="-mt-1.5 -mr-2" onClick={onClose} />
            )}
          </div>
          <div className="mt-3">{children}</div>
        </div>
      )}
      {open && actions !== undefined && (
        <div className="flex flex-wrap justify-end gap-2 border-t max-sm:*:flex-auto border-line px-6 pt-4 pb-[max(1rem,env(safe-area-inset-bottom))] sm:gap-3 sm:px-8">
          {actions}
        </div>
      )}
    </dialog>
  );
}
