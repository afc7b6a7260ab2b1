import type { LessonDetail, LessonSummary } from '../../../../wire/api/lessons.ts';
import type { CatalogEntry } from './catalog.ts';
import type { PersonView } from './standing.ts';

export function summaryView({ lesson, source, version }: CatalogEntry, person: PersonView): LessonSummary {
  return {
    ...head({ lesson, source, version }, person),
    dialogues: lesson.exchanges.length,
    tasks: lesson.tasks.length,
    quizzes: lesson.quizzes.length,
    words: lesson.vocabulary.length,
  };
}

type Head = Omit<LessonSummary, 'dialogues' | 'tasks' | 'quizzes' | 'words'>;

function head(
  { lesson, source, version }: Pick<CatalogEntry, 'lesson' | 'source' | 'version'>,
  person: PersonView,
): Head {
  const standing = person.standings.get(lesson.id);
  const assigned = person.assigned.get(lesson.id);
  return {
    id: lesson.id,
    title: lesson.title,
    title_translation: lesson.titleTranslation,
    description: lesson.description,
    level: lesson.level,
    language: lesson.language,
    from: lesson.from,
    module: lesson.module,
    tags: [...lesson.tags],
    minutes: lesson.minutes,
    source,
    version,
    status: standing?.status ?? 'new',
    last_at: standing?.lastAt.toISOString() ?? null,
    due: person.due.get(lesson.id) ?? 0,
    assignment: assigned
      ? { id: assigned.id, due_at: assigned.dueAt?.toISOString() ?? null, note: assigned.note }
      : null,
  };
}

export function detailView(entry: CatalogEntry, person: PersonView): LessonDetail {
  const { lesson } = entry;
  return {
    ...head(entry, person),
    goal: lesson.goal,
    objectives: [...lesson.objectives],
    vocabulary: [...lesson.vocabulary],
    grammar_notes: [...lesson.grammarNotes],
    culture_notes: [...lesson.cultureNotes],
    dialogues: lesson.exchanges.map((exchange) => ({
      id: exchange.id,
      tutor: exchange.tutor,
      slow: exchange.slow,
      translation: exchange.translation,
      hints: [...exchange.hints],
      grammar: exchange.grammar,
      answers: exchange.answers.map(({ key, text, translation, forms, reply, next }) => ({
        key,
        text,
        translation,
        alternatives: forms.slice(1).map((form) => form.text),
        reply,
        next,
      })),
      wrong: exchange.wrong.map(({ say, better, why, kind }) => ({ say, better, why, kind })),
      onward: exchange.onward,
    })),
    closing: lesson.closing,
    closing_translation: lesson.closingTranslation,
    tasks: [...lesson.tasks],
    quizzes: [...lesson.quizzes],
  };
}
