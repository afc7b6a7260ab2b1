import type { LessonFile } from '../lesson-schema.ts';

/** What goes with the talk: words, notes, what the learner will be able to do. What is absent is an empty text. */
export interface LessonNotes {
  module: string;
  tags: readonly string[];
  goal: string;
  objectives: readonly string[];
  vocabulary: readonly VocabularyEntry[];
  grammarNotes: readonly { id: string; title: string; content: string }[];
  cultureNotes: readonly { title: string; content: string }[];
  /** Talk, tasks and quizzes together. */
  minutes: number;
}

export interface VocabularyEntry {
  text: string;
  translation: string;
  example: string;
  note: string;
}

/** Minutes that one dialogue, task or quiz takes a beginner, for files that do not say. */
const minutesEach = 1;

export function lessonNotes(file: LessonFile): LessonNotes {
  const parts = file.dialogues.length + (file.tasks?.length ?? 0) + (file.quizzes?.length ?? 0);
  return {
    module: file.module ?? '',
    tags: file.tags ?? [],
    goal: file.cefr_goal ?? '',
    objectives: file.objectives ?? [],
    vocabulary: (file.vocabulary ?? []).flatMap((entry) => {
      const text = entry[file.language];
      return text
        ? [{ text, translation: entry[file.from] ?? '', example: entry.example ?? '', note: entry.note ?? '' }]
        : [];
    }),
    grammarNotes: (file.grammar_notes ?? []).map(({ id, title, content }, index) => ({
      id: typeof id === 'string' ? id : `g${index + 1}`,
      title,
      content,
    })),
    cultureNotes: (file.culture_notes ?? []).map((note) =>
      typeof note === 'string'
        ? { title: '', content: note }
        : { title: note.title ?? '', content: note.content ?? otherText(note) },
    ),
    minutes: file.estimated_minutes ?? Math.max(1, parts * minutesEach),
  };
}

/** Old notes have their text under many names. */
const otherText = (note: Record<string, unknown>): string =>
  Object.entries(note)
    .flatMap(([key, value]) => (typeof value === 'string' && key !== 'title' && key !== 'id' ? [value] : []))
    .join(' ');
