import type { Report } from './report.ts';

const swallowed = 'a swallowed error';

/** What must not stand in any code. Written so that this file does not find itself. */
const marks: readonly (readonly [RegExp, string])[] = [
  [/\b(TO[D]O|FIX[M]E)\b/, 'an unfinished thing: finish it, or open an issue'],
  [/\b(it|test|describe)\.(skip|only|todo)\b/, 'a test that does not run: skipIf with a reason, or none'],
  [/@ts-(ignore|nocheck|expect-error)\b/, 'a silenced type error'],
  [/\bas [a]ny(?=\s*([)\];,.>}]|$))/, 'a cast to nothing'],
  [/\bcatch\s*(\([^)]*\))?\s*\{\s*\}/, swallowed],
  [/\.catch\(\(\w*\) => (\{\s*\}|undefined|null)\)/, swallowed],
];

/** A fake that is broken on purpose may swallow what it should tell: that is how its contract shows that it notices. */
const isBrokenOnPurpose = (path: string): boolean => /\/broken(-[\w-]+)?\.ts$/.test(path);

export function checkMarks(files: readonly { readonly path: string; readonly text: string }[]): Report {
  const problems = files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, i) =>
        marks
          .filter(([mark, why]) => mark.test(line) && !(why === swallowed && isBrokenOnPurpose(path)))
          .map(([, why]) => `${path}:${i + 1}: ${why}`),
      ),
  );
  return { note: `${files.length} files`, problems };
}
