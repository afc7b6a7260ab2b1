import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Refusal } from '../../wire/refusals.ts';
import { call } from '../api/call.ts';
import { beginSession } from '../api/session.ts';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { Trouble } from '../design/trouble.tsx';
import { EmailField, LEAST_PASSWORD, looksLikeEmail, PasswordField } from './account-fields.tsx';
import { useAccountWords } from './words.ts';

interface AccountFormProps {
  /** Of an invitation, or of the first admin's link. */
  token?: string | undefined;
  /** A letter went out to this address. */
  onLetter(email: string): void;
}

/** What a new account takes. What was typed stays when the server refuses it. */
export function AccountForm({ token, onLetter }: AccountFormProps) {
  const t = useAccountWords();
  const navigate = useNavigate();
  const [fields, setFields] = useState({ name: '', email: '', password: '' });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const set = (part: Partial<typeof fields>): void => setFields({ ...fields, ...part });

  const send = async (): Promise<void> => {
    setTried(true);
    setError(undefined);
    const email = fields.email.trim();
    if (!looksLikeEmail(email) || [...fields.password].length < LEAST_PASSWORD) return;
    setBusy(true);
    try {
      const body = { ...fields, email, cookie: true, ...(token === undefined ? {} : { token }) };
      const answer = await call('POST /auth/register', { body });
      if ('tokens' in answer) {
        beginSession(answer.tokens.access_token);
        await navigate({ to: '/', replace: true });
      } else onLetter(email);
    } catch (trouble) {
      setError(trouble);
    } finally {
      setBusy(false);
    }
  };

  const refusal = error instanceof Refusal ? error : undefined;
  const beside = (name: string): string | undefined => {
    if (refusal?.param !== name) return undefined;
    if (name === 'password') return t('field.passwordCommon');
    return refusal.code === 'conflict' ? t('register.taken') : refusal.message;
  };
  const told = refusal?.param === 'email' || refusal?.param === 'password';
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextField
        label={t('field.name')}
        hint={t('field.nameHint')}
        autoComplete="name"
        maxLength={100}
        value={fields.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <EmailField value={fields.email} onChange={(email) => set({ email })} tried={tried} error={beside('email')} />
      <PasswordField
        fresh
        value={fields.password}
        onChange={(password) => set({ password })}
        tried={tried}
        error={beside('password')}
      />
      {refusal?.param === 'token' ? (
        <p role="alert" className="text-rust">
          {t(refusal.code === 'forbidden' ? 'signin.byInvite' : 'token.old')}
        </p>
      ) : (
        error !== undefined && !told && <Trouble error={error} />
      )}
      <Button type="submit" look="primary" size="large" wide busy={busy}>
        {t('register.submit')}
      </Button>
      <p className="text-sm text-soft">{t('register.private')}</p>
    </form>
  );
}
