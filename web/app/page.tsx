import { type ReactNode, useEffect, useRef } from 'react';

let gone = false;

/** Told by the router: from now on a page is come to from another, and its heading takes the focus. */
export function pagesChange(): void {
  gone = true;
}

/** The title of the window. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Parlando' : `${title} · Parlando`;
  }, [title]);
}

interface PageProps {
  /** Of the window and, unless `heading` says it otherwise, of the page. */
  title: string;
  /** Of the title, where it is in another language than the page. */
  titleLang?: string | undefined;
  heading?: ReactNode;
  /** One sentence under the title. */
  lead?: ReactNode;
  /** Beside the title. */
  actions?: ReactNode;
  /** `wide` for lists and tables; else a column to read. */
  width?: 'text' | 'wide';
  children: ReactNode;
}

/** A page within the frame: its title, and what is on it. */
export function Page({ title, titleLang, heading, lead, actions, width = 'wide', children }: PageProps) {
  useTitle(title);
  return (
    <div className={`mx-auto w-full px-4 pt-6 pb-16 sm:px-8 sm:pt-10 ${width === 'text' ? 'max-w-3xl' : 'max-w-5xl'}`}>
      <div className="mb-7 flex flex-wrap items-end gap-x-6 gap-y-4 sm:mb-9">
        <div className="min-w-0 flex-1 basis-72">
          <PageHeading lang={titleLang}>{heading ?? title}</PageHeading>
          {lead !== undefined && <p className="mt-2 max-w-[56ch] text-lead text-soft">{lead}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** The heading of a page: it takes the focus when the page is come to, so that readers hear where they are. */
export function PageHeading({
  children,
  lang,
  className,
}: {
  children: ReactNode;
  lang?: string | undefined;
  className?: string;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (gone) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1
      ref={heading}
      tabIndex={-1}
      lang={lang}
      className={className ?? 'font-serif text-title tracking-tight text-balance'}
    >
      {children}
    </h1>
  );
}

/** A part of a page with a heading of its own. */
export function Section({
  title,
  actions,
  children,
  className = 'mt-10',
}: {
  title: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={className}>
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-3">
        <h2 className="font-serif text-heading">{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
