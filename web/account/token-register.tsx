import { useState } from 'react';
import { ButtonLink } from '../design/button.tsx';
import { AccountForm } from './account-form.tsx';
import { AccountFrame } from './account-frame.tsx';
import { LetterSent } from './letter-sent.tsx';
import { useOneTimeToken } from './one-time-token.ts';
import { useAccountWords } from './words.ts';

/** Opening an account with a link: an invitation, or the first admin's. */
export function TokenRegister({ kind }: { kind: 'invite' | 'welcome' }) {
  const t = useAccountWords();
  const token = useOneTimeToken();
  const [sent, setSent] = useState<string>();
  return (
    <AccountFrame title={t(`${kind}.title`)} lead={t(`${kind}.lead`)}>
      {token === undefined ? (
        <>
          <p role="alert">{t('token.missing')}</p>
          <ButtonLink to="/sign-in" className="mt-5">
            {t('register.have')}
          </ButtonLink>
        </>
      ) : sent === undefined ? (
        <AccountForm token={token} onLetter={setSent} />
      ) : (
        <LetterSent email={sent} resend />
      )}
    </AccountFrame>
  );
}
