import { useApi } from '../api/use-api.ts';
import { ButtonLink } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { useHomeWords } from './words.ts';

/** What is to be reviewed now. */
export function ReviewCard() {
  const t = useHomeWords();
  const stats = useApi('GET /v1/review/stats');
  if (stats.data === undefined) return null;
  const { due, new: fresh } = stats.data.counts;
  const waits = due + fresh > 0;
  return (
    <Card as="section" className="flex flex-wrap items-center justify-between gap-4 p-6">
      <div className="min-w-0">
        <h2 className="font-serif text-xl">{t('review.title')}</h2>
        <p className="text-soft">{t('review.text', { due, fresh })}</p>
      </div>
      {waits && (
        <ButtonLink to="/review" icon="review">
          {t('review.go')}
        </ButtonLink>
      )}
    </Card>
  );
}
