import { type ReactNode, useId } from 'react';
import { Card } from '../design/card.tsx';

/** A part of the page with its heading. */
export function Panel({
  title,
  children,
  wide,
  actions,
}: {
  title: string;
  children: ReactNode;
  wide?: boolean;
  actions?: ReactNode;
}) {
  const heading = useId();
  return (
    <Card as="section" labelledBy={heading} className={`min-w-0 p-5 sm:p-6 ${wide === true ? 'lg:col-span-2' : ''}`}>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 id={heading} className="font-serif text-heading">
          {title}
        </h2>
        {actions}
      </div>
      {children}
    </Card>
  );
}
