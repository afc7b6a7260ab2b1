import { Note } from '../design/status.tsx';
import type { Imported } from './import-cards.tsx';
import { useReviewWords } from './words.ts';

/** What came of an import, and what was left out. */
export function ImportReport({ report }: { report: Imported }) {
  const t = useReviewWords();
  const { items, cards, reviews, known, skipped } = report;
  return (
    <div role="status" className="mt-5">
      <Note tone="good" icon="right">
        <h3 className="font-semibold">{t('import.report')}</h3>
        <ul className="list-disc pl-5">
          {items === 0 && known === 0 && <li>{t('import.nothing')}</li>}
          {items > 0 && <li>{t('import.items', { count: items })}</li>}
          {cards > 0 && <li>{t('import.cards', { count: cards })}</li>}
          {reviews > 0 && <li>{t('import.reviews', { count: reviews })}</li>}
          {known > 0 && <li>{t('import.known', { count: known })}</li>}
        </ul>
        {skipped.length > 0 && (
          <>
            <h4 className="mt-2 font-semibold">{t('import.skipped')}</h4>
            <ul className="list-disc pl-5" lang="en">
              {skipped.map(({ why, count }) => (
                <li key={why}>
                  {count} × {why}
                </li>
              ))}
            </ul>
          </>
        )}
      </Note>
    </div>
  );
}
