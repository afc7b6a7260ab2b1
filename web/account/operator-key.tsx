import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Refusal } from '../../wire/refusals.ts';
import { call } from '../api/call.ts';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { useTroubleText } from '../design/loading-words.ts';
import { keepKey } from '../server-access.ts';
import { useAccountWords } from './words.ts';

/** Whoever runs the server gets in with its access key, without an account. */
export function OperatorKey() {
  const t = useAccountWords();
  const say = useTroubleText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [key, setKey] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const enter = async (): Promise<void> => {
    setBusy(true);
    keepKey(key.trim());
    try {
      await call('GET /v1/me');
      await client.resetQueries();
      await navigate({ to: '/', replace: true });
    } catch (error) {
      const refused = error instanceof Refusal && error.code === 'unauthenticated';
      setWrong(refused ? t('signin.keyWrong') : say(error));
      keepKey('');
    } finally {
      setBusy(false);
    }
  };
  return (
    <details className="mt-2 w-full text-left">
      <summary className="flex min-h-9 cursor-pointer items-center justify-center text-sm text-soft">
        {t('signin.key')}
      </summary>
      <form
        className="mt-3 flex flex-col gap-3 rounded-card border border-line bg-sheet p-5"
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <TextField
          label={t('signin.keyLabel')}
          type="password"
          autoComplete="off"
          required
          value={key}
          onChange={(event) => setKey(event.target.value)}
          error={wrong}
        />
        <Button type="submit" busy={busy}>
          {t('signin.keyUse')}
        </Button>
      </form>
    </details>
  );
}
