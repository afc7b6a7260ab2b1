import { taskDone } from '../../../../wire/effects.ts';
import type { LearningEvent } from '../../learners/index.ts';
import { type Ended, eventsOf as lessonEvents } from '../learning-events.ts';
import { taskOfScene } from './task-scene.ts';

/** What ended turns add to the learning log: of a lesson, of a task said aloud, or nothing where an author tries a draft out. */
export function eventsOf(ended: Ended): LearningEvent[] {
  const { sceneId } = ended.conversation;
  if (sceneId.startsWith('draft:')) return [];
  if (!taskOfScene(sceneId)) return lessonEvents(ended);
  // What was said in a task is time spent talking, and no answer of the lesson.
  const talked = lessonEvents(ended).filter(({ kind }) => kind === 'talk');
  const done = ended.turns.flatMap((turn) =>
    turn.effects.flatMap(({ name, data }): LearningEvent[] => {
      const parsed = name === 'task-done' ? taskDone.safeParse(data) : undefined;
      if (!parsed?.success) return [];
      const task = { ...parsed.data, items: parsed.data.items.slice(0, 100) };
      return [{ id: `${turn.id}/task`, at: turn.createdAt, kind: 'task', data: task }];
    }),
  );
  return [...talked, ...done];
}
