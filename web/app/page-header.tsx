import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageTools } from './page-tools.tsx';

/** The name of the house, and what is set for the whole page: on phones, and where no rail stands. */
export function PageHeader({ children, home = true }: { children?: ReactNode; home?: boolean }) {
  const name = 'mr-auto font-serif text-2xl tracking-tight italic';
  return (
    <header>
      <div className="awning" aria-hidden="true" />
      <div className="mx-auto flex max-w-6xl items-center gap-3 px-4 pt-3 pb-2 sm:px-6">
        {home ? (
          <Link to="/" className={name}>
            Parlando
          </Link>
        ) : (
          <p className={name}>Parlando</p>
        )}
        {children}
        <PageTools />
      </div>
    </header>
  );
}
