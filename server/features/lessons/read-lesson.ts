import { compileLesson, type Lesson } from './compile-lesson.ts';
import { type Problem, readJson } from './json-file.ts';
import { lessonProblems } from './lesson-problems.ts';
import { type LessonFile, lessonFile } from './lesson-schema.ts';

export interface ReadLesson {
  /** Undefined when there is an error. */
  lesson: Lesson | undefined;
  file: LessonFile | undefined;
  problems: Problem[];
}

/** Reads a lesson file's text; `name` is what the problems call it. Never throws. */
export function readLesson(name: string, text: string): ReadLesson {
  const { value, problems, lines } = readJson(name, text, lessonFile);
  if (!value || !lines) return { lesson: undefined, file: undefined, problems };
  problems.push(...lessonProblems(name, value, lines));
  const bad = problems.some((problem) => problem.severity === 'error');
  return { lesson: bad ? undefined : compileLesson(value), file: value, problems };
}
