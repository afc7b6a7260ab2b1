import { alikePhrases } from './alike.ts';
import type { Lesson } from './compile-lesson.ts';
import { describeProblem } from './json-file.ts';
import { loadContent } from './load-content.ts';

/** Phrases that one exchange may list, right and wrong together: more are told apart less surely. */
const mostPhrases = 16;
const longestPhrase = 8;

const names = { answers: 'answers', mistake: 'mistake and answer', task: 'said in one task,' } as const;

/** Everything an author should know of the content under `folder`, as lines to print. */
export function contentReport(folder: string): { errors: number; lines: string[] } {
  const { lessons, problems } = loadContent(folder);
  const lines = problems.map(describeProblem);
  let exchanges = 0;
  let phrases = 0;
  for (const lesson of lessons) {
    for (const exchange of lesson.exchanges) {
      const texts = [
        ...exchange.answers.flatMap(({ forms }) => forms.map(({ text }) => text)),
        ...exchange.wrong.map(({ say }) => say),
      ];
      exchanges++;
      phrases += texts.length;
      if (texts.length > mostPhrases)
        lines.push(`${lesson.id}/${exchange.id}: ${texts.length} phrases, more than ${mostPhrases}`);
      for (const text of texts) {
        if (text.split(/\s+/).length > longestPhrase) lines.push(`${lesson.id}/${exchange.id}: long to say: ${text}`);
      }
    }
    lines.push(...alikeLines(lesson).map((line) => `${lesson.id}/${line}`));
  }
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  lines.push(`${lessons.length} lessons, ${exchanges} exchanges, ${phrases} phrases: ${errors} errors`);
  return { errors, lines };
}

/** What a recogniser, or a person, may take for each other in a lesson, a line each. */
export function alikeLines(lesson: Lesson): string[] {
  return alikePhrases(lesson).map(({ exchange, left, right, kind, similarity, marksOnly }) => {
    const what = marksOnly ? 'differ in diacritics only' : `alike (${similarity.toFixed(2)})`;
    return `${exchange}: ${names[kind]} ${what}: "${left}" and "${right}"`;
  });
}
