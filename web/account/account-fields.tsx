import { useState } from 'react';
import { TextField } from '../design/field.tsx';
import { useAccountWords } from './words.ts';

/** As the wire has it (`passwordBounds`); the server's word counts. */
export const LEAST_PASSWORD = 12;
const MOST_PASSWORD = 256;

export const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim());

interface EmailFieldProps {
  value: string;
  onChange(value: string): void;
  /** The form was sent once, so what is amiss is told. */
  tried: boolean;
  error?: string | undefined;
}

export function EmailField({ value, onChange, tried, error }: EmailFieldProps) {
  const t = useAccountWords();
  const wrong = tried && !looksLikeEmail(value) ? t('field.emailWrong') : undefined;
  return (
    <TextField
      label={t('field.email')}
      type="email"
      inputMode="email"
      autoComplete="username"
      autoCapitalize="off"
      spellCheck={false}
      maxLength={254}
      required
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={wrong ?? error}
    />
  );
}

interface PasswordFieldProps extends EmailFieldProps {
  /** A new one has rules; one that there is has none. */
  fresh?: boolean;
  label?: string;
}

export function PasswordField({ value, onChange, tried, error, fresh = false, label }: PasswordFieldProps) {
  const t = useAccountWords();
  const [shown, setShown] = useState(false);
  const missing = LEAST_PASSWORD - [...value].length;
  const wrong = !tried
    ? undefined
    : fresh && missing > 0
      ? t('field.passwordShort', { count: missing })
      : value === ''
        ? t('field.passwordMissing')
        : undefined;
  return (
    <div className="relative">
      <TextField
        label={label ?? t(fresh ? 'field.newPassword' : 'field.password')}
        {...(fresh ? { hint: t('field.passwordHint', { min: LEAST_PASSWORD }) } : {})}
        type={shown ? 'text' : 'password'}
        autoComplete={fresh ? 'new-password' : 'current-password'}
        autoCapitalize="off"
        spellCheck={false}
        maxLength={MOST_PASSWORD}
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
        error={wrong ?? error}
      />
      <button
        type="button"
        aria-label={t(shown ? 'field.hide' : 'field.show')}
        aria-pressed={shown}
        className="absolute -top-1 right-0 min-h-8 rounded-full px-2 text-sm text-soft underline decoration-edge underline-offset-4 hover:text-ink"
        onClick={() => setShown(!shown)}
      >
        {t(shown ? 'field.hideShort' : 'field.showShort')}
      </button>
    </div>
  );
}
