import type { ReactNode } from 'react';

/** Room that a chart is drawn in; 0 to 1 from the foot to the top. */
export const plot = { left: 40, right: 312, top: 12, bottom: 148 } as const;

export const plotX = (share: number): number => plot.left + share * (plot.right - plot.left);
export const plotY = (share: number): number => plot.bottom - share * (plot.bottom - plot.top);

interface ChartProps {
  label: string;
  /** Ticks along the foot: where, and what they say. */
  ticks: readonly { at: number; text: string }[];
  say(share: number): string;
  children: ReactNode;
}

/** A small chart of shares, 0 to 100 %. What it shows stands in a table beside it, for readers. */
export function Chart({ label, ticks, say, children }: ChartProps) {
  return (
    <svg viewBox="0 0 320 176" className="w-full max-w-lg" role="img" aria-label={label}>
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line x1={plot.left} x2={plot.right} y1={plotY(share)} y2={plotY(share)} className="stroke-line" />
          <text x={plot.left - 6} y={plotY(share) + 4} textAnchor="end" className="fill-soft text-[11px]">
            {say(share)}
          </text>
        </g>
      ))}
      {ticks.map(({ at, text }) => (
        <text
          key={at}
          x={plotX(at)}
          y="168"
          textAnchor={at === 0 ? 'start' : at === 1 ? 'end' : 'middle'}
          className="fill-soft text-[11px]"
        >
          {text}
        </text>
      ))}
      {children}
    </svg>
  );
}

/** The figures behind a chart, for those who do not see it. */
export function ChartTable({
  caption,
  heads,
  rows,
}: {
  caption: string;
  heads: readonly string[];
  rows: readonly (readonly string[])[];
}) {
  return (
    // A table does not shrink to nothing by itself.
    <div className="sr-only">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells are told apart by column.
                <td key={n}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
