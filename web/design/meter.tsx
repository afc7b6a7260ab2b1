import type { ReactNode } from 'react';

interface MeterProps {
  label: string;
  value: number;
  max: number;
  /** The value in words. */
  say: string;
  tone?: 'accent' | 'amber' | 'rust';
}

const fills = { accent: 'stroke-accent', amber: 'stroke-amber', rust: 'stroke-rust' } as const;

/** How much of something there is, as a line. */
export function Meter({ label, value, max, say, tone = 'accent' }: MeterProps) {
  const share = max <= 0 ? 0 : Math.min(1, Math.max(0, value / max));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      aria-valuetext={say}
    >
      <svg
        viewBox="0 0 100 2"
        preserveAspectRatio="none"
        className="block h-2 w-full rounded-full bg-line"
        aria-hidden="true"
      >
        {share > 0 && <line x1="0" x2={share * 100} y1="1" y2="1" strokeWidth="2" className={fills[tone]} />}
      </svg>
    </div>
  );
}

/** The same, as a ring with words in its middle. */
export function Ring({ label, value, max, say, children }: MeterProps & { children?: ReactNode }) {
  const share = max <= 0 ? 0 : Math.min(1, Math.max(0, value / max));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      aria-valuetext={say}
      className="relative grid aspect-square place-items-center"
    >
      <svg viewBox="0 0 100 100" className="absolute inset-0 -rotate-90 fill-none" aria-hidden="true">
        <circle cx="50" cy="50" r="45" strokeWidth="7" className="stroke-line" />
        {share > 0 && (
          <circle
            cx="50"
            cy="50"
            r="45"
            strokeWidth="7"
            strokeLinecap="round"
            pathLength="100"
            strokeDasharray={`${share * 100} 100`}
            className="stroke-accent transition-[stroke-dasharray] duration-700"
          />
        )}
      </svg>
      <div className="relative text-center leading-tight">{children}</div>
    </div>
  );
}

/** A path of steps: those behind, the one that is now, those ahead. */
export function Steps({ done, total, label, say }: { done: number; total: number; label: string; say: string }) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={Math.min(done, total)}
      aria-valuetext={say}
      className="flex gap-1.5"
    >
      {Array.from({ length: total }, (_, n) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps are their places.
          key={n}
          className={`h-1.5 flex-1 rounded-full ${n < done ? 'bg-accent' : n === done ? 'border border-accent bg-wash' : 'bg-line'}`}
        />
      ))}
    </div>
  );
}
