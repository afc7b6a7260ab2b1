import type { LessonDetail, LessonLine, LessonSummary } from '../../../../wire/api/lessons.ts';

/** A lesson as the earlier tutor told it. */
export function oldLesson(lesson: LessonDetail, sounds: ReadonlyMap<string, LessonLine>) {
  return {
    id: lesson.id,
    title: lesson.title,
    level: lesson.level,
    cefr_goal: lesson.level,
    tags: lesson.tags,
    module: lesson.module,
    objectives: lesson.objectives,
    vocabulary: lesson.vocabulary.map(({ text, translation }) => ({
      [lesson.language]: text,
      [lesson.from]: translation,
    })),
    grammar_notes: lesson.grammar_notes,
    culture_notes: lesson.culture_notes,
    dialogues: lesson.dialogues.map((dialogue) => ({
      id: dialogue.id,
      tutor: dialogue.tutor,
      expected: dialogue.answers.flatMap(({ text, alternatives }) => [text, ...alternatives]),
      translation: dialogue.translation,
      hint: dialogue.hints[0] ?? '',
      grammar: dialogue.grammar,
      audio: sounds.get(`dialogue:${dialogue.id}`)?.url ?? '',
      audio_slow: sounds.get(`dialogue:${dialogue.id}`)?.slow_url ?? '',
      options: oldOptions(dialogue),
    })),
    tasks: lesson.tasks,
  };
}

/** Where the answers lead; only what leads somewhere, as `next` was required. */
export function oldOptions(dialogue: LessonDetail['dialogues'][number]) {
  const options = dialogue.answers.flatMap(({ text, translation, next }) =>
    next === null ? [] : [{ match: text, next, description: translation, default: false }],
  );
  const onward = dialogue.onward === null ? [] : [{ next: dialogue.onward, description: '', default: true }];
  return [...options, ...onward];
}

/** Lessons in parts by level, and in modules within. */
export function oldCatalog(lessons: readonly LessonSummary[]) {
  const byLevel = Map.groupBy(lessons, ({ level }) => level);
  return {
    course_title: 'Parlando',
    publisher: 'Parlando',
    meta: { levels: [...byLevel.keys()], total_lessons: lessons.length, source: 'content', status: 'ready', notes: '' },
    parts: [...byLevel].map(([level, own]) => ({
      id: level,
      title: level,
      total_lessons: own.length,
      modules: [...Map.groupBy(own, ({ module }) => module)].map(([module, inModule]) => ({
        id: module,
        title: module,
        lessons: inModule.map((lesson) => ({
          id: lesson.id,
          title_pl: lesson.language === 'pl' ? lesson.title : lesson.title_translation,
          title_en: lesson.language === 'en' ? lesson.title : lesson.title_translation,
          status: lesson.status,
        })),
      })),
    })),
  };
}
