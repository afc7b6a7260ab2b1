import { useState } from 'react';
import { Refusal } from '../../wire/refusals.ts';
import { useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Trouble } from '../design/trouble.tsx';
import { LEAST_PASSWORD, PasswordField } from './account-fields.tsx';
import { useAccountWords } from './words.ts';

const empty = { current: '', fresh: '' };

/** A new password; every other session ends. */
export function ChangePassword() {
  const t = useAccountWords();
  const [fields, setFields] = useState(empty);
  const [tried, setTried] = useState(false);
  const change = useChange('POST /auth/change-password', {
    stale: ['GET /v1/me/sessions'],
    onDone() {
      setFields(empty);
      setTried(false);
    },
  });
  const param = change.error instanceof Refusal ? change.error.param : undefined;
  const set = (part: Partial<typeof empty>): void => setFields({ ...fields, ...part });
  return (
    <form
      noValidate
      className="flex max-w-md flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (fields.current === '' || [...fields.fresh].length < LEAST_PASSWORD) return;
        change.mutate({ body: { current_password: fields.current, password: fields.fresh } });
      }}
    >
      <PasswordField
        label={t('password.current')}
        value={fields.current}
        onChange={(current) => set({ current })}
        tried={tried}
        error={param === 'current_password' ? t('password.wrong') : undefined}
      />
      <PasswordField
        fresh
        value={fields.fresh}
        onChange={(fresh) => set({ fresh })}
        tried={tried}
        error={param === 'password' ? t('field.passwordCommon') : undefined}
      />
      {change.isError && param === undefined && <Trouble error={change.error} />}
      <p role="status" className="text-accent empty:hidden">
        {change.isSuccess && t('password.done', { count: change.data.sessions_ended })}
      </p>
      <div>
        <Button type="submit" busy={change.isPending}>
          {t('password.submit')}
        </Button>
      </div>
    </form>
  );
}
