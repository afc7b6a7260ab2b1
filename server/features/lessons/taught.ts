import type { Lesson } from './compile-lesson.ts';
import type { LessonFile } from './lesson-schema.ts';
import { lessonNotes } from './library/lesson-notes.ts';

/** What a lesson gives to keep in memory. */
export interface Taught {
  language: string;
  /** Language of the translations. */
  from: string;
  title: string;
  /** Every right answer in its first form; the translation is empty where the author wrote none. */
  phrases: readonly { text: string; translation: string }[];
  words: readonly { text: string; translation: string; note: string }[];
}

export function taughtIn(lesson: Lesson, file: LessonFile | undefined): Taught {
  return {
    language: lesson.language,
    from: lesson.from,
    title: lesson.title,
    phrases: lesson.exchanges.flatMap(({ answers }) => answers.map(({ text, translation }) => ({ text, translation }))),
    words: file ? lessonNotes(file).vocabulary.map(({ text, translation, note }) => ({ text, translation, note })) : [],
  };
}
