import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lessonDetail } from '../../../../wire/api/lessons.ts';
import { scoreQuiz, scoreTask } from '../../../../wire/task-scoring.ts';
import { createCatalog } from '../library/catalog.ts';
import { detailView } from '../library/lesson-views.ts';
import { stepsOf } from '../tasks/task-steps.ts';
import { shippedContent } from '../testing/lesson-door.ts';
import { type LessonContent, readDraft, textOf } from './lesson-text.ts';

const whole = JSON.parse(readFileSync(`${shippedContent}/lessons/numbers-pl.json`, 'utf8')) as LessonContent;
const nobody = { standings: new Map(), due: new Map(), placed: new Map(), assigned: new Map() };

type Path = (string | number)[];
function pathsIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, one]) =>
    pathsIn(one, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return [at, ...inner];
}
const paths = pathsIn(whole).filter(({ length }) => length > 0);

/** The value with what is at the path put otherwise, or taken away. */
function changed(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  const copy: unknown[] | Record<string, unknown> = Array.isArray(value) ? [...value] : { ...(value as object) };
  const inner = changed((copy as Record<string | number, unknown>)[key], rest, put);
  if (inner === undefined) Array.isArray(copy) ? copy.splice(Number(key), 1) : delete copy[key];
  else (copy as Record<string | number, unknown>)[key] = inner;
  return copy;
}

test('[E31] whatever a draft holds, it is read; and what has no error can be shown, done and published', () => {
  const other = fc.oneof(
    fc.constant(undefined),
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom('', ' ', '?!', '___', 'd1', null, 0, -1, [], {}),
    fc
      .constantFrom(...paths)
      .map((path) => path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], whole)),
  );
  const change = fc.record({ path: fc.constantFrom(...paths), put: other });
  let usable = 0;
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const content = changes.reduce<unknown>((at, { path, put }) => {
        const there = path
          .slice(0, -1)
          .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], at);
        return typeof there === 'object' && there !== null ? changed(at, path, put) : at;
      }, whole) as LessonContent;
      const { lesson, file, problems } = readDraft('x', textOf(content));
      for (const { line } of problems) expect(line).toBeGreaterThan(0);
      if (!lesson || !file) {
        expect(problems.map(({ severity }) => severity)).toContain('error');
        return;
      }
      usable++;
      const catalog = createCatalog([{ lesson, file }], []);
      const [entry] = catalog.all();
      if (!entry) throw new Error('not in the catalog');
      lessonDetail.parse(detailView(entry, nobody));
      for (const task of lesson.tasks) {
        expect(scoreTask(task, []).total).toBe(task.items.length);
        stepsOf(task);
      }
      for (const quiz of lesson.quizzes) expect(scoreQuiz(quiz, []).right).toBe(0);
    }),
    { numRuns: 400 },
  );
  expect(usable).toBeGreaterThan(20);
}, 60_000);
