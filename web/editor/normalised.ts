import type { EditedLessonFull } from '../../wire/api/lesson-editor.ts';
import { getAt, type Json, setAt } from './json-pointer.ts';

/** Answers that the file has as bare texts, as the form has them: with room for a translation and more. */
export function normalisedContent(content: Json): Json {
  const dialogues = getAt(content, '/dialogues');
  if (!Array.isArray(dialogues)) return content;
  return setAt(
    content,
    '/dialogues',
    dialogues.map((dialogue) => {
      const expected = getAt(dialogue, '/expected');
      if (!Array.isArray(expected) || !expected.some((answer) => typeof answer === 'string')) return dialogue;
      return setAt(
        dialogue,
        '/expected',
        expected.map((answer) => (typeof answer === 'string' ? { text: answer } : answer)),
      );
    }),
  );
}

export const normalised = (lesson: EditedLessonFull): EditedLessonFull => ({
  ...lesson,
  content: normalisedContent(lesson.content as Json) as Record<string, unknown>,
});
