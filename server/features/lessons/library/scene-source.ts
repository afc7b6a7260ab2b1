import type { Settings } from '../../../../wire/settings.ts';
import type { SceneSource, SceneSummary, Scenes } from '../../../feature.ts';
import type { Clock } from '../../../kit/clock.ts';
import type { Scene } from '../../../turn/scene.ts';
import type { Commands } from '../commands.ts';
import type { Lesson } from '../compile-lesson.ts';
import { type Manner, mannerOf } from '../manner.ts';
import { readLesson } from '../read-lesson.ts';
import { lessonScene } from '../scene.ts';
import { taskOfScene, taskScene } from '../tasks/task-scene.ts';
import { stepsOf } from '../tasks/task-steps.ts';
import { type Catalog, sceneSummaryOf } from './catalog.ts';

/** How a person wants to be taught, and the exchanges they answered well before, by lesson. */
export type LearnerOf = (personId: string) => Promise<{
  settings: Pick<Settings, 'tutor_mode' | 'translation' | 'audio_speed'>;
  answeredWell: ReadonlyMap<string, ReadonlySet<string>>;
}>;

export interface SceneSourceDeps {
  catalog: Catalog;
  commands: Commands;
  clock: Clock;
  /** All are taught alike when absent. */
  learner?: LearnerOf | undefined;
  /** The drafts that a person is writing, as text. */
  draftsOf(personId: string): Promise<readonly { id: string; content: string }[]>;
}

interface Person {
  mannerIn(lessonId: string): Manner | undefined;
  drafts: ReadonlyMap<string, string>;
}

const DRAFT = 'draft:';
const nobody: Person = { mannerIn: () => undefined, drafts: new Map() };

/** Lessons as scenes. Besides those in the list, a task said aloud is `task:<lesson>:<task>`, and a draft of one's own `draft:<lesson>`. */
export function sceneSource(deps: SceneSourceDeps): SceneSource {
  const { catalog, commands, clock, learner } = deps;

  const scenesFor = ({ mannerIn, drafts }: Person): Scenes => {
    const talk = (lesson: Lesson, lessonId: string, options: Parameters<Scenes['open']>[1]): Scene => {
      const manner = mannerIn(lessonId);
      return lessonScene({
        ...{ lesson, commands, clock, state: options.state },
        library: catalog.all().flatMap(({ scene }) => (scene.language === lesson.language ? [scene] : [])),
        ...(options.translateTo === undefined ? {} : { translateTo: options.translateTo }),
        ...(manner ? { manner } : {}),
      });
    };
    const draft = (id: string): Lesson | undefined => {
      const text = id.startsWith(DRAFT) ? drafts.get(id.slice(DRAFT.length)) : undefined;
      const lesson = text === undefined ? undefined : readLesson(id, text).lesson;
      return lesson && { ...lesson, id };
    };
    return {
      list: () => catalog.all().map(({ scene }) => scene),
      unlisted(id) {
        const lesson = draft(id);
        return lesson ? sceneSummaryOf(lesson) : taskSummary(catalog, id);
      },
      open(id, options) {
        const entry = catalog.find(id);
        if (entry) return talk(entry.lesson, id, options);
        const lesson = draft(id);
        if (lesson) return talk(lesson, id, options);
        const found = taskIn(catalog, id);
        return found && taskScene({ ...found, commands, clock, state: options.state });
      },
    };
  };

  return {
    ...scenesFor(nobody),
    async forPerson(personId) {
      const [drafts, known] = await Promise.all([deps.draftsOf(personId), learner?.(personId)]);
      return scenesFor({
        mannerIn: (lessonId) => known && mannerOf(known.settings, known.answeredWell.get(lessonId)),
        drafts: new Map(drafts.map(({ id, content }) => [id, content])),
      });
    },
  };
}

function taskIn(catalog: Catalog, id: string): { lesson: Lesson; task: Lesson['tasks'][number] } | undefined {
  const wanted = taskOfScene(id);
  const lesson = wanted && catalog.find(wanted.lesson)?.lesson;
  const task = lesson?.tasks.find((one) => one.id === wanted?.task);
  return lesson && task && { lesson, task };
}

function taskSummary(catalog: Catalog, id: string): SceneSummary | undefined {
  const found = taskIn(catalog, id);
  if (!found || !stepsOf(found.task)) return undefined;
  return { ...sceneSummaryOf(found.lesson), id, description: found.task.instruction };
}
