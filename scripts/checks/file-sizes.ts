import type { Report } from './report.ts';

/** Lines a file; the limits of CONTRIBUTING.md. */
const limits = { median: 80, p90: 230, longest: 400 };

/** Figures over production files; only a file over the longest is a problem. Data is not code and may be long. */
export function fileSizes(files: readonly { readonly path: string; readonly text: string }[]): Report {
  const sizes = files
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .sort((a, b) => a.lines - b.lines);
  const at = (share: number): number => sizes[Math.max(0, Math.ceil(sizes.length * share) - 1)]?.lines ?? 0;
  const figures = { median: at(0.5), p90: at(0.9), longest: at(1) };
  const over = (['median', 'p90'] as const).filter((name) => figures[name] > limits[name]);
  const warning = over.map((name) => `, ${name} over its aim of ${limits[name]}`).join('');
  return {
    note: `${sizes.length} files: median ${figures.median}, p90 ${figures.p90}, longest ${figures.longest} lines${warning}`,
    problems: sizes
      .filter(({ lines }) => lines > limits.longest)
      .map(
        ({ path, lines }) =>
          `${path}: ${lines} lines, and none may have over ${limits.longest}; find the second thing in it`,
      ),
  };
}
