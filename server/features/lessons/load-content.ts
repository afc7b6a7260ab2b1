import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { z } from 'zod';
import { type Commands, commandsFile } from './commands.ts';
import type { Lesson } from './compile-lesson.ts';
import { type DraftTemplates, draftTemplates } from './drafts/draft-templates.ts';
import { type Problem, type ReadJson, readJson } from './json-file.ts';
import type { LessonFile } from './lesson-schema.ts';
import { coursePath } from './library/course-path.ts';
import { readLesson } from './read-lesson.ts';

export interface Content {
  commands: Commands | undefined;
  lessons: readonly Lesson[];
  /** The files as written, also those with errors that still have the right shape. */
  files: readonly { name: string; file: LessonFile }[];
  /** Lessons in the order they are best taken; empty without a `course.json`. */
  path: readonly string[];
  /** What lessons are drafted from; absent without a `drafts.json`. */
  templates: DraftTemplates | undefined;
  problems: readonly Problem[];
}

/** Reads `commands.json`, `lessons/*.json` and, where they are, `course.json` and `drafts.json` under `folder`. Never throws: what is amiss is a problem with file and line. */
export function loadContent(folder: string): Content {
  const problems: Problem[] = [];
  const nameOf = (path: string): string => relative(process.cwd(), path);
  const read = (path: string): string | undefined => {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      problems.push({
        file: nameOf(path),
        line: 1,
        path: '',
        severity: 'error',
        message: `cannot be read: ${reason(error)}`,
      });
      return undefined;
    }
  };

  const commandsPath = join(folder, 'commands.json');
  const commandsText = read(commandsPath);
  const commands = commandsText === undefined ? undefined : readJson(nameOf(commandsPath), commandsText, commandsFile);
  problems.push(...(commands?.problems ?? []));

  const lessons: Lesson[] = [];
  const files: Content['files'][number][] = [];
  for (const path of lessonPaths(join(folder, 'lessons'), problems, nameOf)) {
    const text = read(path);
    if (text === undefined) continue;
    const { lesson, file, problems: found } = readLesson(nameOf(path), text);
    problems.push(...found);
    if (file) files.push({ name: nameOf(path), file });
    if (!lesson) continue;
    if (lessons.some(({ id }) => id === lesson.id)) {
      problems.push({
        file: nameOf(path),
        line: 1,
        path: '',
        severity: 'error',
        message: `there is another lesson ${lesson.id}`,
      });
    } else lessons.push(lesson);
  }
  const readOptional = <T>(name: string, schema: z.ZodType<T>): ReadJson<T> | undefined => {
    const path = join(folder, name);
    const text = existsSync(path) ? read(path) : undefined;
    const found = text === undefined ? undefined : readJson(nameOf(path), text, schema);
    problems.push(...(found?.problems ?? []));
    return found;
  };
  const course = readOptional('course.json', coursePath);
  course?.value?.path.forEach((id, index) => {
    if (lessons.some((lesson) => lesson.id === id)) return;
    const line = course.lines?.lineOf(['path', index]) ?? 1;
    const file = nameOf(join(folder, 'course.json'));
    problems.push({ file, line, path: `/path/${index}`, severity: 'warning', message: `there is no lesson ${id}` });
  });
  const templates = readOptional('drafts.json', draftTemplates)?.value;
  return { commands: commands?.value, lessons, files, path: course?.value?.path ?? [], templates, problems };
}

function lessonPaths(folder: string, problems: Problem[], nameOf: (path: string) => string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    if (names.length === 0)
      problems.push({ file: nameOf(folder), line: 1, path: '', severity: 'error', message: 'holds no lesson' });
    return names.sort().map((name) => join(folder, name));
  } catch (error) {
    problems.push({
      file: nameOf(folder),
      line: 1,
      path: '',
      severity: 'error',
      message: `cannot be read: ${reason(error)}`,
    });
    return [];
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
