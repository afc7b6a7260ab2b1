import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';

const web = fileURLToPath(new URL('..', import.meta.url));
const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter(
  (path) => /words\.en\.ts$/.test(path) && !path.startsWith('dist'),
);

type Node = { type: number; value?: unknown; options?: Record<string, { value: Node[] }> };

/** Names of what a message is told, however deep they stand. */
function namesIn(nodes: readonly Node[]): string[] {
  return nodes.flatMap(({ type, value, options }) => [
    // 0 is plain text and 7 the number sign of a plural; everything else names an argument.
    ...(type === 0 || type === 7 ? [] : [String(value)]),
    ...Object.values(options ?? {}).flatMap((option) => namesIn(option.value)),
  ]);
}

/** Forms of every plural in a message. */
function pluralsIn(nodes: readonly Node[]): string[][] {
  return nodes.flatMap(({ type, options }) => [
    ...(type === 6 ? [Object.keys(options ?? {})] : []),
    ...Object.values(options ?? {}).flatMap((option) => pluralsIn(option.value)),
  ]);
}

const ast = (message: string, language: string): Node[] =>
  new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst() as unknown as Node[];

async function table(path: string): Promise<Record<string, string>> {
  return ((await import(pathToFileURL(join(web, path)).href)) as { default: Record<string, string> }).default;
}

describe.each(files)('the words of %s', (path) => {
  it('are there in Polish under the same keys, told the same things, and in every form of the language', async () => {
    const en = await table(path);
    const pl = await table(path.replace(/\.en\.ts$/, '.pl.ts'));
    expect(Object.keys(pl).sort()).toEqual(Object.keys(en).sort());
    for (const [key, message] of Object.entries(en)) {
      const polish = ast(pl[key] ?? '', 'pl');
      const named = [...new Set(namesIn(ast(message, 'en')))].sort();
      expect([...new Set(namesIn(polish))].sort(), `${dirname(path)}: ${key}`).toEqual(named);
      for (const forms of pluralsIn(polish)) {
        // One form for all but one is Polish too (`1 raz`, `5 razy`); `few` without `many` is not.
        if (forms.every((form) => form.startsWith('=') || form === 'one' || form === 'other')) continue;
        expect(forms, `${dirname(path)}: ${key}`).toEqual(expect.arrayContaining(['one', 'few', 'many', 'other']));
      }
    }
  });
});
