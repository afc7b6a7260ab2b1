import type { z } from 'zod';
import type { LessonProblem, lessonContent } from '../../../../wire/api/lesson-editor.ts';
import type { Problem } from '../json-file.ts';
import { type ReadLesson, readLesson } from '../read-lesson.ts';

export type LessonContent = z.output<typeof lessonContent>;

/** The one text of a content: what is kept, exported and counted in lines. */
export const textOf = (content: LessonContent): string => `${JSON.stringify(content, null, 2)}\n`;

/** Of a text that `textOf` made. */
export const contentOf = (text: string): LessonContent => JSON.parse(text) as LessonContent;

export const readDraft = (id: string, text: string): ReadLesson => readLesson(`${id}.json`, text);

export function problemView({ path, line, severity, message }: Problem): LessonProblem {
  const told = message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message;
  return { path, line, severity, message: told };
}

/** A text of the content where there is one; drafts may hold anything. */
export const textIn = (content: LessonContent, key: string): string => {
  const value = content[key];
  return typeof value === 'string' ? value : '';
};
