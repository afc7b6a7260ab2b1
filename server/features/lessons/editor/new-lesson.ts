import type { LessonContent } from './lesson-text.ts';

const examples: Record<string, { title: string; tutor: string; answer: string }> = {
  pl: { title: 'Nowa lekcja', tutor: 'Dzień dobry! Co słychać?', answer: 'Dziękuję, wszystko dobrze.' },
  en: { title: 'A new lesson', tutor: 'Hello! How are you?', answer: "I'm fine, thank you." },
};
const translations: Record<string, { tutor: string; answer: string }> = {
  pl: { tutor: 'Dzień dobry! Co słychać?', answer: 'Dziękuję, wszystko dobrze.' },
  en: { tutor: 'Hello! How are you?', answer: "I'm fine, thank you." },
};

/** What an author begins with: the smallest lesson that can be talked through. */
export function newLesson(wanted: {
  id: string;
  title?: string | undefined;
  language: string;
  from: string;
  level: string;
}): LessonContent {
  const { id, language, from, level } = wanted;
  const example = examples[language] ?? { title: 'New', tutor: '…', answer: '…' };
  const translation = translations[from] ?? { tutor: '', answer: '' };
  return {
    id,
    title: wanted.title ?? example.title,
    language,
    from,
    level,
    objectives: [],
    vocabulary: [],
    dialogues: [
      {
        id: 'd1',
        tutor: example.tutor,
        translation: translation.tutor || null,
        expected: [{ text: example.answer, translation: translation.answer || null }],
      },
    ],
    tasks: [],
    quizzes: [],
  };
}
