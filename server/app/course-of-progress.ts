import type { LearnersFeature } from '../features/learners/index.ts';
import type { LessonsFeature } from '../features/lessons/index.ts';
import type { Course } from '../features/progress/index.ts';

export interface CourseDeps {
  lessons: Pick<LessonsFeature, 'scenes' | 'bestAnswers' | 'nextFor'>;
  settingsOf: LearnersFeature['settingsOf'];
}

/** The lessons as progress sees them. */
export function courseOfProgress({ lessons, settingsOf }: CourseDeps): Course {
  return {
    async lesson(_, id) {
      const found = lessons.scenes.list().find((scene) => scene.id === id);
      return found && { ...found, phrases: lessons.bestAnswers(id) };
    },
    async next(personId) {
      const { learning, from } = await settingsOf(personId);
      return lessons.nextFor(personId, { language: learning, from });
    },
  };
}
