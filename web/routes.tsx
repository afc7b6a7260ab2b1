import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type StaticDataRouteOption,
} from '@tanstack/react-router';
import type { ComponentProps, ComponentType } from 'react';
import { Frame } from './app/frame.tsx';
import { Waiting } from './app/gate.tsx';
import { NotFound } from './app/not-found.tsx';
import { pagesChange } from './app/page.tsx';
import { PageError } from './app/page-error.tsx';
import { librarySearch } from './library/library-search.ts';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });

type Load = () => Promise<{ default: ComponentType<ComponentProps<never>> }>;

/** What a page may say of itself: `frame` and `open` of the frame, and what it reads from the address after `?`. */
type Choice<Search> = StaticDataRouteOption & { search?: (raw: Record<string, unknown>) => Search };

/** One page: its address, and where it lies. Its file is loaded when it is gone to; the page is its default export. */
function page<const Path extends string, Search = Record<never, never>>(
  path: Path,
  load: Load,
  { search, ...staticData }: Choice<Search> = {},
) {
  const component = lazyRouteComponent(load);
  const validateSearch = search ?? ((): Search => ({}) as Search);
  return createRoute({ getParentRoute: () => root, path, component, staticData, validateSearch });
}

/** Every page of the app: one line each. Parameters are read with `useParams({ from: '/library/$id' })`. */
const pages = root.addChildren([
  page('/', () => import('./home/home-page.tsx')),
  page('/library', () => import('./library/library-page.tsx'), { search: librarySearch }),
  page('/practice', () => import('./practice/practice-page.tsx')),
  page('/start', () => import('./start/start-page.tsx'), { frame: 'bare' }),
  page('/lesson/$id', () => import('./lesson/lesson-page.tsx'), { frame: 'bare' }),
  page('/lesson/$id/text', () => import('./lesson/text-talk-page.tsx'), { frame: 'bare' }),
  page('/lesson/$id/task/$task', () => import('./task/task-page.tsx'), { frame: 'bare' }),
  page('/lesson/$id/quiz/$quiz', () => import('./task/quiz-page.tsx'), { frame: 'bare' }),
  page('/review', () => import('./review/review-page.tsx')),
  page('/progress', () => import('./progress/progress-page.tsx')),
  page('/words', () => import('./words/words-page.tsx')),
  page('/history', () => import('./history/history-page.tsx')),
  page('/history/$id', () => import('./history/conversation-page.tsx')),
  page('/editor', () => import('./editor/editor-list-page.tsx')),
  page('/editor/$id', () => import('./editor/editor-page.tsx')),
  page('/people', () => import('./people/people-page.tsx')),
  page('/settings', () => import('./settings-page/settings-page.tsx')),
  page('/account', () => import('./account/account-page.tsx')),
  page('/sign-in', () => import('./account/sign-in-page.tsx'), { frame: 'bare', open: true }),
  page('/register', () => import('./account/register-page.tsx'), { frame: 'bare', open: true }),
  page('/verify', () => import('./account/verify-page.tsx'), { frame: 'bare', open: true }),
  page('/forgot-password', () => import('./account/forgot-password-page.tsx'), { frame: 'bare', open: true }),
  page('/reset-password', () => import('./account/reset-password-page.tsx'), { frame: 'bare', open: true }),
  page('/invite', () => import('./account/invite-page.tsx'), { frame: 'bare', open: true }),
  page('/welcome', () => import('./account/welcome-page.tsx'), { frame: 'bare', open: true }),
]);

export const router = createRouter({
  routeTree: pages,
  defaultPreload: 'intent',
  defaultErrorComponent: PageError,
  defaultPendingComponent: Waiting,
  defaultPendingMs: 200,
  defaultPendingMinMs: 0,
  scrollRestoration: true,
});

router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
  if (fromLocation !== undefined && pathChanged) pagesChange();
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
