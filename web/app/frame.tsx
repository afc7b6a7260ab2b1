import { Outlet, useMatches } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { Toasts } from '../design/toasts.tsx';
import { FollowSettings } from '../settings/follow-settings.tsx';
import { Gate } from './gate.tsx';
import { NavBar, NavRail } from './nav.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { PageHeader } from './page-header.tsx';
import { PageTools } from './page-tools.tsx';
import { UpdateOffer } from './update-offer.tsx';
import { useAppWords } from './words.ts';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** `bare`: a page that fills the window by itself, without the ways to the others. */
    frame?: 'bare';
    /** Who is not signed in may see it. */
    open?: boolean;
  }
}

/** What stands around every page. */
export function Frame() {
  const t = useAppWords();
  const { frame, open } = useMatches({ select: (matches) => matches.at(-1)?.staticData ?? {} });
  const inside = open === true ? <Outlet /> : <Gate>{<Outlet />}</Gate>;
  return (
    <Suspense fallback={<Splash />}>
      <FollowSettings />
      {frame === 'bare' ? inside : <WithWays>{inside}</WithWays>}
      <UpdateOffer />
      <Toasts closeLabel={t('close')} />
    </Suspense>
  );
}

/** What stands in `index.html`, too, so that nothing changes under the eye while the app loads. */
function Splash() {
  return (
    <div className="splash">
      <img src="/icon.svg" alt="" width="76" height="76" />
    </div>
  );
}

function WithWays({ children }: { children: ReactNode }) {
  const t = useAppWords();
  return (
    <div className="with-ways">
      <a
        href="#content"
        className="sr-only z-50 rounded-full bg-accent px-5 py-3 font-semibold text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        {t('skip')}
      </a>
      <div className="sm:hidden">
        <PageHeader />
      </div>
      <div className="flex">
        <NavRail />
        <div className="min-w-0 flex-1 pb-(--bar)">
          <div className="awning hidden sm:block" aria-hidden="true" />
          <OfflineBanner />
          <div className="hidden justify-end px-8 pt-4 sm:flex">
            <PageTools />
          </div>
          <main id="content" tabIndex={-1} className="outline-none sm:-mt-8">
            {children}
          </main>
        </div>
      </div>
      <NavBar />
    </div>
  );
}
