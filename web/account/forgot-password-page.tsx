import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Trouble } from '../design/trouble.tsx';
import { EmailField, looksLikeEmail } from './account-fields.tsx';
import { AccountFrame } from './account-frame.tsx';
import { LetterSent } from './letter-sent.tsx';
import { useAccountWords } from './words.ts';

/** A letter with a link to set a new password. */
export default function ForgotPasswordPage() {
  const t = useAccountWords();
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const ask = useChange('POST /auth/forgot-password');
  return (
    <AccountFrame
      title={t('forgot.title')}
      lead={t('forgot.lead')}
      foot={
        <Link
          to="/sign-in"
          className="inline-flex min-h-9 items-center underline decoration-edge underline-offset-4 hover:decoration-accent"
        >
          {t('signin.title')}
        </Link>
      }
    >
      {ask.isSuccess ? (
        <LetterSent email={email.trim()} resend={false} />
      ) : (
        <form
          noValidate
          className="flex flex-col gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (looksLikeEmail(email)) ask.mutate({ body: { email: email.trim() } });
          }}
        >
          <EmailField value={email} onChange={setEmail} tried={tried} />
          {ask.isError && <Trouble error={ask.error} />}
          <Button type="submit" look="primary" size="large" wide busy={ask.isPending}>
            {t('forgot.submit')}
          </Button>
        </form>
      )}
    </AccountFrame>
  );
}
