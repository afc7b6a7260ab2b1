import { useState } from 'react';
import { Refusal } from '../../wire/refusals.ts';
import { useChange } from '../api/use-api.ts';
import { Button, ButtonLink } from '../design/button.tsx';
import { Trouble } from '../design/trouble.tsx';
import { LEAST_PASSWORD, PasswordField } from './account-fields.tsx';
import { AccountFrame } from './account-frame.tsx';
import { useOneTimeToken } from './one-time-token.ts';
import { useAccountWords } from './words.ts';

/** Setting a new password with the link from the letter. */
export default function ResetPasswordPage() {
  const t = useAccountWords();
  const token = useOneTimeToken();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const reset = useChange('POST /auth/reset-password');
  const param = reset.error instanceof Refusal ? reset.error.param : undefined;
  return (
    <AccountFrame title={t('reset.title')} lead={reset.isSuccess ? undefined : t('reset.lead')}>
      {reset.isSuccess ? (
        <div role="status">
          <p>{t('reset.done')}</p>
          <ButtonLink to="/sign-in" look="primary" className="mt-5">
            {t('signin.title')}
          </ButtonLink>
        </div>
      ) : token === undefined || param === 'token' ? (
        <>
          <p role="alert">{t(token === undefined ? 'token.missing' : 'token.old')}</p>
          <ButtonLink to="/forgot-password" className="mt-5">
            {t('forgot.submit')}
          </ButtonLink>
        </>
      ) : (
        <form
          noValidate
          className="flex flex-col gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if ([...password].length >= LEAST_PASSWORD) reset.mutate({ body: { token, password } });
          }}
        >
          <PasswordField
            fresh
            value={password}
            onChange={setPassword}
            tried={tried}
            error={param === 'password' ? t('field.passwordCommon') : undefined}
          />
          {reset.isError && param === undefined && <Trouble error={reset.error} />}
          <Button type="submit" look="primary" size="large" wide busy={reset.isPending}>
            {t('reset.submit')}
          </Button>
        </form>
      )}
    </AccountFrame>
  );
}
