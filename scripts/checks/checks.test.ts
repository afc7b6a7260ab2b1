import { expect, test } from 'vitest';
import { checkDocs } from './check-docs.ts';
import { checkMarks } from './check-marks.ts';
import { checkSpec } from './check-spec.ts';
import { fileSizes } from './file-sizes.ts';
import { regenerate } from './generated-docs.ts';
import { projectRoot } from './project-files.ts';

const file = (path: string, ...lines: string[]) => ({ path, text: `${lines.join('\n')}\n` });

test('a rule that no test cites and a cited rule that no spec has are both reported', () => {
  const specs = [file('docs/spec/turn.md', '- **T1** begins.', '- **T2** ends.', '- **T3** is shown.', 'See **T9**.')];
  const tests = [
    file('a.test.ts', "test('[T1] begins', f);", 'test(`[T3, T8] shows`, f);', "expect(list).toEqual(['T2']);"),
  ];
  expect(checkSpec(specs, tests).problems).toEqual([
    'a.test.ts: cites T8, which no spec has',
    'docs/spec/turn.md: no test cites rule T2',
  ]);
});

test('a rule id stands once', () => {
  const specs = [file('docs/spec/a.md', '- **T1** one.'), file('docs/spec/b.md', '- **T1** two.')];
  expect(checkSpec(specs, [file('a.test.ts', "test('[T1] one', f);")]).problems).toEqual([
    'docs/spec/b.md: rule T1 stands in docs/spec/a.md too',
  ]);
});

// Each mark is cut by a ~, so that a search for marks does not find this list.
test.each([
  '// TO~DO later',
  "it.~skip('x', f);",
  "test.~only('x', f);",
  "describe.~todo('x');",
  '// @ts-~ignore',
  'f(x as ~any);',
  'const y = x as ~any',
  'try { f(); } catch ~{}',
  'try { f(); } catch (error) ~{ }',
  'void f().catch~(() => undefined);',
  'void f().catch~(() => {});',
])('the mark in %j is reported', (cut) => {
  const line = cut.replace('~', '');
  expect(checkMarks([file('server/x.ts', '', line)]).problems).toEqual([expect.stringMatching(/^server\/x\.ts:2: /)]);
});

test.each([
  'const todo = 1; // counts as any letter would',
  "test.skipIf(ring('redis') === undefined)('x', f);",
  'void f().catch((error) => report(error));',
  'skip.only();',
])('%j is no mark', (line) => {
  expect(checkMarks([file('server/x.ts', line)]).problems).toEqual([]);
});

test('a fake that is broken on purpose may swallow an error, and nothing else', () => {
  const lines = ['void f().catch~(() => undefined);', 'f(x as ~any);'].map((line) => line.replace('~', ''));
  expect(checkMarks([file('server/ports/jobs/broken.ts', ...lines)]).problems).toEqual([
    expect.stringMatching(/^server\/ports\/jobs\/broken\.ts:2: /),
  ]);
});

test('a file over 400 lines is a problem, the rest are figures', () => {
  const lines = (count: number): string[] => Array.from({ length: count }, () => 'x');
  const report = fileSizes([file('a.ts', ...lines(10)), file('b.ts', ...lines(90)), file('c.ts', ...lines(401))]);
  expect(report.note).toBe(
    '3 files: median 90, p90 401, longest 401 lines, median over its aim of 80, p90 over its aim of 230',
  );
  expect(report.problems).toEqual([expect.stringContaining('c.ts: 401 lines')]);
  expect(fileSizes([]).problems).toEqual([]);
});

const project = { root: projectRoot, npmScripts: ['check'], variables: ['DATA_DIR'] };
const found = (line: string, path = 'docs/x.md') => checkDocs([file(path, line)], project).problems;

test.each([
  ['[a page](nowhere.md)', 'links to nowhere.md'],
  ['`server/nowhere.ts`', 'names server/nowhere.ts'],
  ['`server/{config,nowhere}.ts`', 'names server/nowhere.ts'],
  ['`nofolder/*.ts` and `server/nofolder/*.ts`', 'names server/nofolder/*.ts'],
  ['run `npm run nowhere`', 'names npm run nowhere'],
  ['set DATA_DOR', 'names DATA_DOR'],
])('a document that says %s is reported', (line, problem) => {
  expect(found(line)).toEqual([expect.stringContaining(`docs/x.md:1: ${problem}`)]);
});

test('what exists may be named', () => {
  const line =
    '[a](../README.md#first) [b](https://x.example) `server/{config,config-typos}.ts` `server/config.ts:12` `data/x` `server/kit/*.ts` `npm run check` `DATA_DIR`';
  expect(found(line)).toEqual([]);
});

test('a decision may name what is gone, but not link to it', () => {
  expect(found('`server/gone.ts`', 'docs/decisions/0001-x.md')).toEqual([]);
  expect(found('[gone](gone.md)', 'docs/decisions/0001-x.md')).toHaveLength(1);
});

test('generated parts are made anew and the rest is left', () => {
  const text = 'Before.\n<!-- generated: variables -->\nstale row\n<!-- end generated -->\nAfter.\n';
  const fresh = regenerate(text);
  expect(fresh).toMatch(/^Before\.\n<!-- generated: variables -->\n\| variable \|/);
  expect(fresh).toContain('| `PORT` | `8787` |');
  expect(fresh).toMatch(/\n<!-- end generated -->\nAfter\.\n$/);
  expect(fresh).not.toContain('stale row');
  expect(regenerate(fresh)).toBe(fresh);
  expect(() => regenerate('<!-- generated: nothing -->\n<!-- end generated -->')).toThrow('nothing makes');
});
