import type { ReactNode } from 'react';
import { PageHeading, useTitle } from '../app/page.tsx';
import { PageHeader } from '../app/page-header.tsx';

interface AccountFrameProps {
  title: string;
  lead?: string | undefined;
  children: ReactNode;
  /** Under the slip: other ways on. */
  foot?: ReactNode;
}

/** A page for who is not signed in: one slip of paper in the middle. */
export function AccountFrame({ title, lead, children, foot }: AccountFrameProps) {
  useTitle(title);
  return (
    <div>
      <PageHeader />
      <main className="mx-auto w-full max-w-md px-4 pt-8 pb-16 sm:pt-14">
        <PageHeading className="text-center font-serif text-title tracking-tight text-balance">{title}</PageHeading>
        {lead !== undefined && <p className="mx-auto mt-3 max-w-[40ch] text-center text-lead text-soft">{lead}</p>}
        <div className="slip mt-8 px-6 pt-7 pb-10 sm:px-8">{children}</div>
        {foot !== undefined && <div className="mt-6 flex flex-col items-center gap-2 text-center">{foot}</div>}
      </main>
    </div>
  );
}
