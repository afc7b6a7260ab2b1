import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type StaticDataRouteOption,
} from '@tanstack/react-router';
import type { ComponentProps, ComponentType } from 'react';
import { Frame } from './app/frame.tsx';
import { NotFound } from './app/not-found.tsx';
import { pagesChange } from './app/page.tsx';
import { PageError } from './app/page-error.tsx';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });

type Load = () => Promise<{ default: ComponentType<ComponentProps<never>> }>;

/** One page: its address, and where it lies. Its file is loaded when it is gone to; the page is its default export. */
function page<const Path extends string>(path: Path, load: Load, staticData: StaticDataRouteOption = {}) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load), staticData });
}

/** Every page of the app: one line each. Parameters are read with `useParams({ from: '/library/$id' })`. */
const pages = root.addChildren([
  page('/', () => import('./home/home-page.tsx')),
  page('/lesson/$id', () => import('./lesson/lesson-page.tsx'), { frame: 'bare' }),
]);

export const router = createRouter({
  routeTree: pages,
  defaultPreload: 'intent',
  defaultErrorComponent: PageError,
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
