import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Refusal } from '../../wire/refusals.ts';
import { call } from '../api/call.ts';
import { beginSession } from '../api/session.ts';
import { useApi } from '../api/use-api.ts';
import { Button, ButtonLink } from '../design/button.tsx';
import { Note } from '../design/status.tsx';
import { Trouble } from '../design/trouble.tsx';
import { EmailField, looksLikeEmail, PasswordField } from './account-fields.tsx';
import { AccountFrame } from './account-frame.tsx';
import { OperatorKey } from './operator-key.tsx';
import { ResendLetter } from './resend-letter.tsx';
import { useAccountWords } from './words.ts';

const link = 'inline-flex min-h-9 items-center underline decoration-edge underline-offset-4 hover:decoration-accent';

/** Signing in with an account; or with the server's own key. */
export default function SignInPage() {
  const t = useAccountWords();
  const navigate = useNavigate();
  const options = useApi('GET /auth/options', undefined, { staleTime: 60_000 });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const enter = async (): Promise<void> => {
    setTried(true);
    setError(undefined);
    if (!looksLikeEmail(email) || password === '') return;
    setBusy(true);
    try {
      const { tokens } = await call('POST /auth/login', { body: { email: email.trim(), password, cookie: true } });
      beginSession(tokens.access_token);
      await navigate({ to: '/', replace: true });
    } catch (trouble) {
      setError(trouble);
    } finally {
      setBusy(false);
    }
  };

  const refusal = error instanceof Refusal ? error : undefined;
  const registration = options.data?.registration;
  if (options.data?.sign_in_required === false) {
    return (
      <AccountFrame title={t('signin.title')}>
        <p>{t('signin.notNeeded')}</p>
        <ButtonLink to="/" look="primary" className="mt-5">
          {t('signin.home')}
        </ButtonLink>
      </AccountFrame>
    );
  }
  return (
    <AccountFrame
      title={t('signin.title')}
      lead={t('signin.lead')}
      foot={
        <>
          {registration === 'open' && (
            <Link to="/register" className={link}>
              {t('signin.register')}
            </Link>
          )}
          {registration === 'invite' && <p className="text-sm text-soft">{t('signin.byInvite')}</p>}
          {registration === 'closed' && <p className="text-sm text-soft">{t('signin.closed')}</p>}
          <OperatorKey />
        </>
      }
    >
      <form
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <EmailField value={email} onChange={setEmail} tried={tried} />
        <PasswordField value={password} onChange={setPassword} tried={tried} />
        {refusal?.code === 'unauthenticated' ? (
          <div role="alert">
            <Note tone="rust" icon="unsure">
              <p>{t(registration === 'open' ? 'signin.wrongOrUnproved' : 'signin.wrong')}</p>
              {registration === 'open' && <ResendLetter email={email.trim()} label={t('signin.resend')} />}
            </Note>
          </div>
        ) : refusal?.code === 'forbidden' ? (
          <div role="alert">
            <Note tone="rust" icon="key">
              {t('signin.locked')}
            </Note>
          </div>
        ) : (
          error !== undefined && <Trouble error={error} />
        )}
        <Button type="submit" look="primary" size="large" wide busy={busy}>
          {t('signin.submit')}
        </Button>
        <Link to="/forgot-password" className={`${link} self-center`}>
          {t('signin.forgot')}
        </Link>
      </form>
    </AccountFrame>
  );
}
