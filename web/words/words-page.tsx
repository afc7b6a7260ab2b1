import { useState } from 'react';
import { Page } from '../app/page.tsx';
import { Tabs } from '../design/tabs.tsx';
import { ErrorList } from './error-list.tsx';
import { WordList } from './word-list.tsx';
import { useWordListWords } from './words.ts';

/** The learner's own words, and the errors that come back. */
export default function WordsPage() {
  const t = useWordListWords();
  const [part, setPart] = useState<'words' | 'errors'>('words');
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Tabs
        label={t('tabs')}
        value={part}
        onChange={(next) => setPart(next)}
        tabs={[
          { value: 'words', label: t('tab.words'), content: <WordList /> },
          { value: 'errors', label: t('tab.errors'), content: <ErrorList /> },
        ]}
      />
    </Page>
  );
}
