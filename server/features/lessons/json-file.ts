import type { z } from 'zod';
import { type JsonLines, jsonLines } from './json-lines.ts';

/** Something amiss in a content file. An error keeps the server from starting; a warning is for the author. */
export interface Problem {
  file: string;
  line: number;
  /** JSON pointer (unescaped keys) to what it is about; empty for the file itself. */
  path: string;
  severity: 'error' | 'warning';
  message: string;
}

export interface ReadJson<T> {
  /** Undefined when there is an error. */
  value: T | undefined;
  problems: Problem[];
  lines: JsonLines | undefined;
}

export const pointer = (path: readonly PropertyKey[]): string => path.map((key) => `/${String(key)}`).join('');

export const describeProblem = (problem: Problem): string =>
  `${problem.file}:${problem.line}: ${problem.severity === 'warning' ? 'warning: ' : ''}${problem.message}`;

/** Parses `text` as JSON of `schema`; every problem names its line. `file` is for the messages only. */
export function readJson<T>(file: string, text: string, schema: z.ZodType<T>): ReadJson<T> {
  const error = (line: number, path: string, message: string): Problem => ({
    file,
    line,
    path,
    severity: 'error',
    message,
  });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return { value: undefined, problems: [error(lineOfSyntaxError(text, message), '', message)], lines: undefined };
  }
  const lines = jsonLines(text);
  const problems = lines.duplicates.map(({ path, line }) => error(line, path, `${path} is written twice`));
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues.map(deepest)) {
      problems.push(error(lines.lineOf(path), pointer(path), `/${path.map(String).join('/')}: ${message}`));
    }
  }
  return { value: parsed.success && problems.length === 0 ? parsed.data : undefined, problems, lines };
}

function lineOfSyntaxError(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  // The engine names no position when the text ends too early.
  return text.slice(0, position === undefined ? text.length : Number(position)).split('\n').length;
}

/** The most telling issue inside a union: the branch that got furthest. */
function deepest(issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string } {
  if (issue.code !== 'invalid_union') return { path: issue.path, message: issue.message };
  let best = { path: issue.path, message: issue.message };
  for (const inner of issue.errors.flat().map(deepest)) {
    const path = [...issue.path, ...inner.path];
    if (path.length > best.path.length || best.message === issue.message) best = { path, message: inner.message };
  }
  return best;
}
