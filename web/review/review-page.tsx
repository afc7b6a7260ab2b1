import { useState } from 'react';
import type { ReviewCard } from '../../wire/api/review.ts';
import { Page } from '../app/page.tsx';
import { Button } from '../design/button.tsx';
import { Tabs } from '../design/tabs.tsx';
import { AddWord } from './add-word.tsx';
import { CardBrowser } from './card-browser.tsx';
import { DueToday } from './due-today.tsx';
import { ExportCards } from './export-cards.tsx';
import { ImportCards } from './import-cards.tsx';
import { ReviewSession } from './review-session.tsx';
import { useReviewWords } from './words.ts';

type Part = 'today' | 'cards' | 'files';

/** Memory: what is due today, all cards, and taking them in and out. */
export default function ReviewPage() {
  const t = useReviewWords();
  const [part, setPart] = useState<Part>('today');
  const [adding, setAdding] = useState(false);
  const [session, setSession] = useState<{ cards: readonly ReviewCard[]; typing: boolean }>();

  if (session !== undefined) {
    return <ReviewSession cards={session.cards} typing={session.typing} onLeave={() => setSession(undefined)} />;
  }
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button icon="plus" onClick={() => setAdding(true)}>
          {t('due.add')}
        </Button>
      }
    >
      <Tabs
        label={t('tabs')}
        value={part}
        onChange={(next) => setPart(next)}
        tabs={[
          {
            value: 'today',
            label: t('tab.today'),
            content: (
              <DueToday onBegin={(cards, typing) => setSession({ cards, typing })} onAdd={() => setAdding(true)} />
            ),
          },
          { value: 'cards', label: t('tab.cards'), content: <CardBrowser onAdd={() => setAdding(true)} /> },
          {
            value: 'files',
            label: t('tab.files'),
            content: (
              <div className="grid gap-6 lg:grid-cols-[1.3fr_1fr]">
                <ImportCards />
                <ExportCards />
              </div>
            ),
          },
        ]}
      />
      <AddWord open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}
