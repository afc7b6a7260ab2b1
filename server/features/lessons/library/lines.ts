import { createHash } from 'node:crypto';
import type { Lesson } from '../compile-lesson.ts';

/** One line of a lesson that can be heard. */
export interface LessonLineSound {
  /** Made of what is said, so that the same words share a sound and other words have another. */
  key: string;
  /** All that it is the sound of, as `dialogue:order`. */
  of: string[];
  text: string;
  /** What is said when it is said slowly. */
  slow: string;
  language: string;
  /** Files of native recordings; empty when there is none. */
  native: string;
  nativeSlow: string;
}

/** Everything of a lesson that a learner may hear, each text once. */
export function linesOf(lesson: Lesson): ReadonlyMap<string, LessonLineSound> {
  const lines = new Map<string, LessonLineSound>();
  const add = (of: string, text: string, more: Partial<LessonLineSound> = {}): void => {
    if (text.trim() === '') return;
    const language = more.language ?? lesson.language;
    const slow = more.slow ?? text;
    const key = createHash('sha256')
      .update([language, text, slow, more.native ?? '', more.nativeSlow ?? ''].join('\n'))
      .digest('hex')
      .slice(0, 20);
    const known = lines.get(key);
    if (known) known.of.push(of);
    else lines.set(key, { key, of: [of], text, native: '', nativeSlow: '', ...more, slow, language });
  };
  for (const { id, tutor, slow, audio, audioSlow, answers, wrong } of lesson.exchanges) {
    add(`dialogue:${id}`, tutor, { slow, native: audio, nativeSlow: audioSlow });
    for (const answer of answers) {
      for (const form of answer.forms) add(`answer:${id}:${form.id}`, form.text);
      add(`reply:${id}:${answer.key}`, answer.reply);
    }
    for (const form of wrong) add(`better:${id}:${form.key}`, form.better);
  }
  add('closing', lesson.closing);
  for (const [index, { text, example }] of lesson.vocabulary.entries()) {
    add(`word:${index}`, text);
    add(`example:${index}`, example);
  }
  addTaskLines(lesson, add);
  return lines;
}

function addTaskLines(lesson: Lesson, add: (of: string, text: string, more?: Partial<LessonLineSound>) => void): void {
  for (const task of lesson.tasks) {
    const of = (item: string): string => `task:${task.id}:${item}`;
    switch (task.type) {
      case 'listen_repeat':
      case 'shadowing':
      case 'dictation':
      case 'sequence':
        for (const { id, text } of task.items) add(of(id), text);
        break;
      case 'fill_blank':
        for (const { id, before, answer, after, language } of task.items)
          add(of(id), `${before}${answer}${after}`, { language });
        break;
      case 'match_pairs':
        for (const { id, left } of task.items) add(of(id), left);
        break;
      case 'multiple_choice':
        // Its texts may be in either language, and nothing says in which.
        break;
      case 'minimal_pairs':
        for (const { id, pair } of task.items) {
          add(of(id), pair[0]);
          add(`${of(id)}:1`, pair[1]);
        }
    }
  }
  for (const quiz of lesson.quizzes) {
    for (const question of quiz.questions) {
      const of = `quiz:${quiz.id}:${question.id}`;
      if (question.kind === 'listen') add(of, question.text);
      else if (question.kind === 'type') add(of, question.answer);
    }
  }
}
