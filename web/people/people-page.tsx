import { type ReactNode, useState } from 'react';
import { Page } from '../app/page.tsx';
import { Tabs } from '../design/tabs.tsx';
import { useMe } from '../settings/use-settings.ts';
import { Assignments } from './assignments.tsx';
import { AuditLog } from './audit-log.tsx';
import { Invitations } from './invitations.tsx';
import { PeopleList } from './people-list.tsx';
import { usePeopleWords } from './words.ts';

type Part = 'people' | 'assignments' | 'invitations' | 'audit';

/** People: to teachers with what was given to whom, to admins with everything else. */
export default function PeoplePage() {
  const t = usePeopleWords();
  const admin = useMe()?.role === 'admin';
  const [part, setPart] = useState<Part>('people');
  const parts: readonly { value: Part; content: ReactNode }[] = [
    { value: 'people', content: <PeopleList admin={admin} /> },
    { value: 'assignments', content: <Assignments /> },
    ...(admin
      ? ([
          { value: 'invitations', content: <Invitations /> },
          { value: 'audit', content: <AuditLog /> },
        ] as const)
      : []),
  ];
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Tabs
        label={t('tabs')}
        value={part}
        onChange={(next) => setPart(next)}
        tabs={parts.map(({ value, content }) => ({ value, label: t(`tab.${value}`), content }))}
      />
    </Page>
  );
}
