import { ResendLetter } from './resend-letter.tsx';
import { useAccountWords } from './words.ts';

/** A letter is on its way; the same is said whether the address is known or not. */
export function LetterSent({ email, resend }: { email: string; resend: boolean }) {
  const t = useAccountWords();
  return (
    <div role="status">
      <h2 className="font-serif text-heading">{t('mail.title')}</h2>
      <p className="mt-2">{t('mail.text', { email })}</p>
      <p className="mt-2 text-soft">{t('mail.spam')}</p>
      {resend && <ResendLetter email={email} label={t('mail.again')} />}
    </div>
  );
}
