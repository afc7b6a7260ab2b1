import type { SceneSource } from '../feature.ts';
import type { LearnersFeature } from '../features/learners/index.ts';
import type { LessonsFeature } from '../features/lessons/index.ts';
import type { Course, LessonStanding } from '../features/progress/index.ts';

export interface CourseDeps {
  lessons: Pick<LessonsFeature, 'scenes' | 'bestAnswers'>;
  settingsOf: LearnersFeature['settingsOf'];
  standings(personId: string): Promise<ReadonlyMap<string, LessonStanding>>;
}

/** The lessons as progress sees them. */
export function courseOfProgress({ lessons, settingsOf, standings }: CourseDeps): Course {
  const scenesOf = async (personId: string): Promise<ReturnType<SceneSource['list']>> =>
    ((await lessons.scenes.forPerson?.(personId)) ?? lessons.scenes).list();
  return {
    async lesson(personId, id) {
      const found = (await scenesOf(personId)).find((scene) => scene.id === id);
      return found && { ...found, phrases: lessons.bestAnswers(id) };
    },
    /** What was begun comes first, then what is new, in the order of the list. */
    async next(personId) {
      const { learning, from } = await settingsOf(personId);
      const done = await standings(personId);
      const open = (await scenesOf(personId)).filter(
        (scene) => scene.language === learning && scene.from === from && done.get(scene.id)?.status !== 'finished',
      );
      const begun = open
        .filter(({ id }) => done.has(id))
        .sort((a, b) => (done.get(b.id)?.lastAt.getTime() ?? 0) - (done.get(a.id)?.lastAt.getTime() ?? 0));
      return (begun[0] ?? open[0])?.id;
    },
  };
}
