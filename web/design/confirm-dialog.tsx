import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { useLoadingWords } from './loading-words.ts';
import { Trouble } from './trouble.tsx';

interface ConfirmDialogProps {
  open: boolean;
  title: ReactNode;
  children: ReactNode;
  /** What will be done, as the button says it. */
  action: string;
  busy?: boolean;
  /** It could not be done. */
  error?: unknown;
  disabled?: boolean;
  onConfirm(): void;
  onClose(): void;
}

/** A question before what cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, children, action, busy = false, error, disabled = false, onConfirm, onClose } = props;
  const t = useLoadingWords();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button look="danger" busy={busy} disabled={disabled} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      {error !== undefined && error !== null && (
        <div className="mt-4">
          <Trouble error={error} />
        </div>
      )}
    </Dialog>
  );
}
