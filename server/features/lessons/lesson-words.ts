import type { Lesson } from './compile-lesson.ts';

/** Every word of the lesson's right language, as written, once: names, the tutor's lines, the expected answers. */
export function lessonWords(lesson: Lesson): readonly string[] {
  const texts = lesson.exchanges.flatMap((exchange) => [
    exchange.tutor,
    exchange.slow,
    ...exchange.answers.flatMap((answer) => [answer.reply, ...answer.forms.map(({ text }) => text)]),
  ]);
  return [
    ...new Set(
      [...lesson.names, ...texts, lesson.closing].flatMap(
        (text) => text.match(/[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu) ?? [],
      ),
    ),
  ];
}
