import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog } from '../design/dialog.tsx';
import { Icon } from '../design/icons.tsx';
import { useMe } from '../settings/use-settings.ts';
import { type NavItem, navItems } from './nav-items.ts';
import { useAppWords } from './words.ts';

function useNavItems(): readonly NavItem[] {
  const role = useMe()?.role;
  return navItems.filter(({ roles }) => roles === undefined || (role !== undefined && roles.includes(role)));
}

/** Down the side of a wide screen: signs on a tablet, with their words on a desktop. */
export function NavRail() {
  const t = useAppWords();
  const items = useNavItems();
  return (
    <nav
      aria-label={t('nav.label')}
      className="sticky top-0 hidden h-dvh w-(--rail) shrink-0 flex-col overflow-y-auto border-r border-line px-2 pt-8 pb-4 sm:flex lg:px-4"
    >
      <Link to="/" className="mb-7 flex items-center gap-3 rounded-full px-2 lg:px-3" aria-label="Parlando">
        <CupMark className="mx-auto size-10 lg:mx-0 lg:size-9" />
        <span className="hidden font-serif text-2xl tracking-tight italic lg:inline">Parlando</span>
      </Link>
      <ul className="flex flex-1 flex-col gap-1">
        {items.map(({ to, word, icon }) => (
          <li key={word}>
            <Link
              to={to}
              activeOptions={{ exact: to === '/' }}
              className="group flex min-h-12 flex-col items-center justify-center gap-0.5 rounded-2xl px-1 py-2 text-soft transition-colors hover:bg-wash hover:text-ink aria-[current=page]:font-semibold aria-[current=page]:text-ink lg:flex-row lg:justify-start lg:gap-3.5 lg:rounded-full lg:px-4 lg:py-0 lg:aria-[current=page]:bg-wash"
            >
              <span className="rounded-full px-3.5 py-1 group-aria-[current=page]:bg-wash group-aria-[current=page]:text-accent lg:p-0">
                <Icon name={icon} />
              </span>
              <span className="max-w-full text-center text-xs leading-tight text-balance lg:text-base">{t(word)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Along the foot of a phone, under the thumb. */
export function NavBar() {
  const t = useAppWords();
  const items = useNavItems();
  const [more, setMore] = useState(false);
  const bar = items.filter(({ place }) => place === 'bar');
  const rest = items.filter(({ place }) => place === 'more');
  const cell =
    'group flex min-h-16 flex-1 flex-col items-center justify-center gap-0.5 text-soft aria-[current=page]:font-semibold aria-[current=page]:text-ink';
  const sign = 'rounded-full px-4 py-0.5 group-aria-[current=page]:bg-wash group-aria-[current=page]:text-accent';
  return (
    <nav
      aria-label={t('nav.label')}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-sheet pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      <ul className="flex px-1">
        {bar.map(({ to, word, icon }) => (
          <li key={word} className="flex min-w-0 flex-1">
            <Link to={to} activeOptions={{ exact: to === '/' }} className={cell}>
              <span className={sign}>
                <Icon name={icon} />
              </span>
              <span className="max-w-full truncate text-xs">{t(word)}</span>
            </Link>
          </li>
        ))}
        {rest.length > 0 && (
          <li className="flex min-w-0 flex-1">
            <button type="button" className={cell} aria-haspopup="dialog" onClick={() => setMore(true)}>
              <span className={sign}>
                <Icon name="more" />
              </span>
              <span className="text-xs">{t('nav.more')}</span>
            </button>
          </li>
        )}
      </ul>
      <Dialog open={more} onClose={() => setMore(false)} title={t('nav.more')}>
        <ul className="flex flex-col">
          {rest.map(({ to, word, icon }) => (
            <li key={word}>
              <Link
                to={to}
                className="flex min-h-13 items-center gap-4 rounded-2xl px-3 hover:bg-wash aria-[current=page]:bg-wash aria-[current=page]:font-semibold"
                onClick={() => setMore(false)}
              >
                <Icon name={icon} className="size-5 text-accent" />
                {t(word)}
              </Link>
            </li>
          ))}
        </ul>
      </Dialog>
    </nav>
  );
}

/** The cup from above, as on the sign over the door. */
function CupMark({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 64 64" className={`${className} shrink-0`} aria-hidden="true">
      <circle cx="32" cy="32" r="31" className="fill-accent" />
      <circle cx="32" cy="32" r="23" className="fill-(--porcelain)" />
      <circle cx="32" cy="32" r="18" className="fill-coffee" />
      <path
        d="M21 36c4-9 8-9 11-3s7 5 11-5"
        className="fill-none stroke-crema"
        strokeWidth="3.4"
        strokeLinecap="round"
      />
    </svg>
  );
}
