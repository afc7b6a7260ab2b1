import { lazy, type ReactNode, Suspense } from 'react';
import type { IconName } from './icons.tsx';

const MenuInside = lazy(() => import('./menu-inside.tsx'));

export interface MenuItem {
  label: string;
  icon?: IconName;
  onSelect(): void;
  danger?: boolean;
  disabled?: boolean;
}

/** A short list of actions behind a button, which is `children`; what it takes to open one comes after the page. */
export function Menu({ items, children }: { items: readonly MenuItem[]; children: ReactNode }) {
  return (
    <Suspense fallback={children}>
      <MenuInside items={items}>{children}</MenuInside>
    </Suspense>
  );
}
