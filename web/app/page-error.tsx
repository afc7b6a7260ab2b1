import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { Button, ButtonLink } from '../design/button.tsx';
import { Page } from './page.tsx';
import { useAppWords } from './words.ts';

/** A page that broke: the rest of the app stands. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const t = useAppWords();
  const router = useRouter();
  return (
    <Page title={t('error.title')} lead={t('error.text')} width="text">
      <p role="alert" className="rounded-field bg-rust-wash px-4 py-3 font-mono text-sm break-words">
        {error instanceof Error ? error.message : String(error)}
      </p>
      <div className="mt-5 flex flex-wrap gap-3">
        <Button
          look="primary"
          onClick={() => {
            reset();
            void router.invalidate();
          }}
        >
          {t('error.again')}
        </Button>
        <ButtonLink to="/">{t('error.home')}</ButtonLink>
      </div>
    </Page>
  );
}
