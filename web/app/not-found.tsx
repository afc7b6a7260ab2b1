import { ButtonLink } from '../design/button.tsx';
import { EmptyState } from '../design/status.tsx';
import { Page } from './page.tsx';
import { useAppWords } from './words.ts';

export function NotFound() {
  const t = useAppWords();
  return (
    <Page title={t('missing.title')} width="text">
      <EmptyState title={t('missing.text')} action={<ButtonLink to="/">{t('error.home')}</ButtonLink>} />
    </Page>
  );
}
