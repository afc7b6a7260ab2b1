import { useState } from 'react';
import { Refusal } from '../../wire/refusals.ts';
import { endSession } from '../api/session.ts';
import { useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { TextField } from '../design/field.tsx';
import { useSettingsWords } from './words.ts';

/** Erasing oneself: asked twice, and proved by the password, or by a word where there is none. */
export function EraseMe({ withPassword }: { withPassword: boolean }) {
  const t = useSettingsWords();
  const [asking, setAsking] = useState(false);
  const [understood, setUnderstood] = useState(false);
  const [proof, setProof] = useState('');
  const erase = useChange('DELETE /v1/me', {
    onDone() {
      endSession();
      try {
        localStorage.clear();
        sessionStorage.clear();
        indexedDB.deleteDatabase('parlando');
      } finally {
        // From the start, as somebody who was never here.
        location.assign('/');
      }
    },
  });
  const word = t('erase.word');
  const ready = understood && (withPassword ? proof !== '' : proof.trim().toLowerCase() === word);
  const wrong =
    erase.error instanceof Refusal && (erase.error.param === 'password' || erase.error.code === 'forbidden');
  const close = (): void => {
    setAsking(false);
    setUnderstood(false);
    setProof('');
    erase.reset();
  };
  return (
    <div>
      <h3 className="font-semibold">{t('erase.title')}</h3>
      <p className="mb-3 text-sm text-soft">{t('erase.hint')}</p>
      <Button look="danger" icon="trash" onClick={() => setAsking(true)}>
        {t('erase.button')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('erase.question')}
        action={t('erase.do')}
        busy={erase.isPending}
        disabled={!ready}
        error={wrong ? undefined : erase.error}
        onConfirm={() => erase.mutate({ body: withPassword ? { password: proof } : { confirm: 'erase' } })}
        onClose={close}
      >
        <p>{t('erase.text')}</p>
        <label className="mt-4 flex min-h-11 items-center gap-3">
          <input
            type="checkbox"
            className="size-5 shrink-0 accent-accent"
            checked={understood}
            onChange={(event) => setUnderstood(event.target.checked)}
          />
          {t('erase.understood')}
        </label>
        <div className="mt-3">
          <TextField
            label={withPassword ? t('erase.password') : t('erase.type', { word })}
            type={withPassword ? 'password' : 'text'}
            autoComplete={withPassword ? 'current-password' : 'off'}
            autoCapitalize="off"
            value={proof}
            onChange={(event) => setProof(event.target.value)}
            error={wrong ? t('erase.wrong') : undefined}
          />
        </div>
      </ConfirmDialog>
    </div>
  );
}
