import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { newQueryClient } from './api/query-client.ts';
import { onSession, wasSignedIn } from './api/session.ts';
import { onTalkLeft } from './conversation/talk-left.ts';
import { InterfaceLanguageProvider } from './i18n/interface-language.tsx';
import { keepSending, onEventsSent } from './offline/event-queue.ts';
import { dropAllLessons } from './offline/kept-lessons.ts';
import { router } from './routes.tsx';
import { applyAppearance } from './settings/appearance.ts';
import './styles.css';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');

applyAppearance();
const client = newQueryClient();
// What was loaded for one person is not shown to the next.
onSession(() => {
  void client.resetQueries();
  if (wasSignedIn()) return;
  dropAllLessons().catch((error: unknown) => console.warn('kept lessons could not be dropped', error));
});
onEventsSent(() => void client.invalidateQueries());
onTalkLeft(() => void client.invalidateQueries());
keepSending();

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <InterfaceLanguageProvider>
        <RouterProvider router={router} />
      </InterfaceLanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
