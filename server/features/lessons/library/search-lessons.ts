import { withoutMarks } from '../answer-text.ts';
import type { Lesson } from '../compile-lesson.ts';

/** What a search looks in, the most telling first. */
export interface Haystack {
  title: string;
  topic: string;
  lines: string;
}

/** Letters alone, without marks: `zolw` finds `żółw`. */
export const fold = (text: string): string =>
  withoutMarks(text.toLowerCase())
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

export function haystackOf(lesson: Lesson): Haystack {
  const joined = (texts: readonly string[]): string => ` ${fold(texts.join(' · '))} `;
  return {
    title: joined([lesson.title, lesson.titleTranslation, lesson.id]),
    topic: joined([
      lesson.description,
      lesson.goal,
      lesson.module,
      ...lesson.tags,
      ...lesson.objectives,
      ...lesson.vocabulary.flatMap(({ text, translation }) => [text, translation]),
    ]),
    lines: joined([
      ...lesson.exchanges.flatMap(({ tutor, translation, answers }) => [
        tutor,
        translation,
        ...answers.flatMap((answer) => [answer.translation, ...answer.forms.map(({ text }) => text)]),
      ]),
      ...lesson.grammarNotes.map(({ title }) => title),
    ]),
  };
}

/** How well a search fits: 0 when a word of it begins no word of the lesson; the more telling the places, the more. */
export function fits(haystack: Haystack, query: string): number {
  const words = fold(query).split(' ').filter(Boolean);
  let worth = 1;
  for (const word of words) {
    const found = [haystack.lines, haystack.topic, haystack.title].findLastIndex((text) => text.includes(` ${word}`));
    if (found < 0) return 0;
    worth += (found + 1) ** 2;
  }
  return worth;
}
