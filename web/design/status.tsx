import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

const tones = {
  plain: 'bg-sunk text-ink',
  good: 'bg-wash text-accent',
  amber: 'bg-amber-wash text-amber',
  rust: 'bg-rust-wash text-rust',
  slate: 'bg-slate-wash text-slate',
} as const;
export type Tone = keyof typeof tones;

export function Badge({ tone = 'plain', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-full px-2.5 py-0.5 text-sm leading-snug font-semibold whitespace-nowrap ${tones[tone]}`}
    >
      {icon !== undefined && <Icon name={icon} className="size-3.5" />}
      {children}
    </span>
  );
}

/** Something the person should know, in the flow of the page. */
export function Note({ tone = 'plain', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <div className={`flex items-start gap-3 rounded-field px-4 py-3 ${tones[tone].split(' ')[0]}`}>
      {icon !== undefined && (
        <span className={`mt-0.5 ${tones[tone].split(' ')[1]}`}>
          <Icon name={icon} />
        </span>
      )}
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}

interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Of the heading; 2 unless it stands under another. */
  level?: 2 | 3;
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ title, children, action, level = 2 }: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="flex flex-col items-center gap-3 rounded-card border border-dashed border-edge px-6 py-12 text-center">
      <EmptyCup />
      <Heading className="font-serif text-heading">{title}</Heading>
      {children !== undefined && <div className="max-w-[44ch] text-soft">{children}</div>}
      {action !== undefined && <div className="mt-2">{action}</div>}
    </div>
  );
}

function EmptyCup() {
  return (
    <svg
      viewBox="0 0 64 64"
      className="size-14 fill-none stroke-edge stroke-2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M14 26h30v12a13 13 0 0 1-13 13h-4a13 13 0 0 1-13-13zM44 29h4a6 6 0 0 1 0 12h-4.500M10 56h38" />
      <path d="M23 19c-2-3 2-5 0-8M31 19c-2-3 2-5 0-8" className="stroke-line" />
    </svg>
  );
}

/** Room kept for what is still on its way. */
export function Skeleton({ className = 'h-5 w-full' }: { className?: string }) {
  return <span className={`skeleton block ${className}`} aria-hidden="true" />;
}

export function SkeletonList({ rows = 4, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-3">
      {Array.from({ length: rows }, (_, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike.
        <Skeleton key={n} className="h-20 w-full rounded-card" />
      ))}
    </div>
  );
}
