import { useEffect, useRef } from 'react';
import { Refusal } from '../../wire/refusals.ts';
import { useChange } from '../api/use-api.ts';
import { ButtonLink } from '../design/button.tsx';
import { Trouble } from '../design/trouble.tsx';
import { AccountFrame } from './account-frame.tsx';
import { useOneTimeToken } from './one-time-token.ts';
import { useAccountWords } from './words.ts';

/** The link of the letter that confirms an address. */
export default function VerifyPage() {
  const t = useAccountWords();
  const token = useOneTimeToken();
  const verify = useChange('POST /auth/verify');
  const asked = useRef(false);
  const { mutate } = verify;
  useEffect(() => {
    // A token works once, and in development a page is put up twice.
    if (token === undefined || asked.current) return;
    asked.current = true;
    mutate({ body: { token } });
  }, [token, mutate]);
  const old = verify.error instanceof Refusal && verify.error.param === 'token';
  return (
    <AccountFrame title={t('verify.title')}>
      <div role="status">
        {token === undefined ? (
          <p>{t('token.missing')}</p>
        ) : verify.isSuccess ? (
          <p>{t('verify.done')}</p>
        ) : verify.isError ? (
          old ? (
            <p>{t('token.old')}</p>
          ) : (
            <Trouble error={verify.error} onAgain={() => mutate({ body: { token } })} />
          )
        ) : (
          <p className="text-soft">{t('verify.working')}</p>
        )}
      </div>
      <ButtonLink to="/sign-in" look="primary" className="mt-6">
        {t('signin.title')}
      </ButtonLink>
    </AccountFrame>
  );
}
