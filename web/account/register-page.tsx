import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { AccountForm } from './account-form.tsx';
import { AccountFrame } from './account-frame.tsx';
import { LetterSent } from './letter-sent.tsx';
import { useAccountWords } from './words.ts';

/** Opening an account where everybody may. */
export default function RegisterPage() {
  const t = useAccountWords();
  const [sent, setSent] = useState<string>();
  return (
    <AccountFrame
      title={t('register.title')}
      foot={
        <Link
          to="/sign-in"
          className="inline-flex min-h-9 items-center underline decoration-edge underline-offset-4 hover:decoration-accent"
        >
          {t('register.have')}
        </Link>
      }
    >
      {sent === undefined ? <AccountForm onLetter={setSent} /> : <LetterSent email={sent} resend />}
    </AccountFrame>
  );
}
