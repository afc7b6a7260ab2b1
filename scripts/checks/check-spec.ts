import type { Report } from './report.ts';

type Files = readonly { readonly path: string; readonly text: string }[];

/** Compares the rules of `docs/spec/` (`- **T7** …`) with the ids that test names begin with (`[T7] …` or `[T7, T8] …`), both ways. */
export function checkSpec(specs: Files, tests: Files): Report {
  const problems: string[] = [];
  const rules = new Map<string, string>();
  for (const { path, text } of specs) {
    for (const [, id = ''] of text.matchAll(/^\s*[-*] \*\*([A-Z]+\d+)\*\*/gm)) {
      const earlier = rules.get(id);
      if (earlier !== undefined) problems.push(`${path}: rule ${id} stands in ${earlier} too`);
      rules.set(id, path);
    }
  }
  const cited = new Set<string>();
  for (const { path, text } of tests) {
    for (const [, ids = ''] of text.matchAll(/['"`]\[([A-Z]+\d+(?:, [A-Z]+\d+)*)\]/g)) {
      for (const id of ids.split(', ')) {
        cited.add(id);
        if (!rules.has(id)) problems.push(`${path}: cites ${id}, which no spec has`);
      }
    }
  }
  for (const [id, path] of rules) if (!cited.has(id)) problems.push(`${path}: no test cites rule ${id}`);
  return { note: `${rules.size} rules`, problems };
}
