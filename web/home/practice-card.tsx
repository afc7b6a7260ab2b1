import { useApi } from '../api/use-api.ts';
import { ButtonLink } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { Badge } from '../design/status.tsx';
import { useHomeWords } from './words.ts';

/** Ten minutes that have a little of everything. */
export function PracticeCard() {
  const t = useHomeWords();
  const daily = useApi('GET /v1/practice/daily');
  return (
    <Card as="section" look="wash" className="flex flex-col items-start justify-between gap-4 p-6">
      <div>
        <h2 className="font-serif text-xl">{t('practice.title')}</h2>
        <p className="text-sm leading-relaxed text-soft">{t('practice.text')}</p>
      </div>
      {daily.data?.done === true ? (
        <Badge tone="good" icon="right">
          {t('practice.done')}
        </Badge>
      ) : (
        <ButtonLink to="/practice" icon="practice">
          {t('practice.go')}
        </ButtonLink>
      )}
    </Card>
  );
}
