import type { Feature, SceneSource } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Commands } from './commands.ts';
import { EditorStore } from './editor/store.ts';
import { describeProblem } from './json-file.ts';
import { type LessonDoorsDeps, lessonDoors } from './lesson-doors.ts';
import { createCatalog } from './library/catalog.ts';
import { type LearnerOf, sceneSource } from './library/scene-source.ts';
import { loadContent } from './load-content.ts';
import { lessonsMigration } from './migrations/0008-lessons.ts';
import { taskOfScene } from './tasks/task-scene.ts';
import { type Taught, taughtIn } from './taught.ts';

export { plainText, withoutMarks } from './answer-text.ts';
export {
  type CommandName,
  type Commands,
  commandOfPhrase,
  commandPhrases,
  findLesson,
  spokenName,
  typedCommand,
  typedLesson,
} from './commands.ts';
export { firstHalf } from './hint-ladder.ts';
export { sendSound } from './library/send-sound.ts';
export { paceOf } from './manner.ts';
export { eventsOf } from './tasks/task-events.ts';
export type { Taught } from './taught.ts';
export { scoreTyped, type TypedScore } from './typed-score.ts';

export interface LessonsFeature extends Feature {
  readonly scenes: SceneSource;
  /** The scene for a client that names none: in this language, else in the first there is. */
  defaultSceneFor(language: string): string;
  /** Words and names of a lesson that no check may call misspelt; empty for an unknown scene. */
  wordsOf(sceneId: string): readonly string[];
  /** What the learner may ask of any tutor. */
  readonly commands: Commands;
  /** What a lesson gives to keep in memory; undefined for an unknown one. */
  taught(lessonId: string): Taught | undefined;
  /** Each exchange of a lesson with its best answer; none for an unknown lesson. */
  bestAnswers(lessonId: string): readonly { exchange: string; text: string }[];
  /** What a person is to do next of the lessons in a language; undefined when all is finished, or nothing is known of people. */
  nextFor(personId: string, wanted: { language: string; from: string }): Promise<string | undefined>;
}

export interface LessonsDeps {
  contentFolder: string;
  clock: Clock;
  /** All are taught alike when absent. */
  learner?: LearnerOf;
  /** The library, tasks, the editor and assignments over HTTP; scenes alone when absent. */
  doors?: LessonDoorsDeps;
}

/** The lesson that a newcomer gets: the café of the language when there is one. */
const firstLesson = 'cafe';

/** Loads the content under `contentFolder`; throws an Error with a line `file:line: what` for each error in it. */
export function lessons({ contentFolder, clock, learner, doors }: LessonsDeps): LessonsFeature {
  const content = loadContent(contentFolder);
  const { commands, lessons: loaded, files, problems } = content;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = loaded;
  if (errors.length > 0 || !commands || !first) {
    throw new Error(`the content is not usable:\n${errors.map(describeProblem).join('\n')}`);
  }
  const shipped = loaded.flatMap((lesson) => {
    const file = files.find((one) => one.file.id === lesson.id)?.file;
    return file ? [{ lesson, file }] : [];
  });
  const catalog = createCatalog(shipped, content.path);
  const store = doors && new EditorStore(doors.database);
  const behind =
    doors && store && lessonDoors({ ...doors, clock, catalog, store, contentFolder, templates: content.templates });

  return {
    name: 'lessons',
    ...(behind ? { migrations: [lessonsMigration], routes: behind.routes, start: behind.start } : {}),
    scenes: sceneSource({
      catalog,
      commands,
      clock,
      learner,
      draftsOf: async (id) => (await store?.draftsOf(id)) ?? [],
    }),
    defaultSceneFor(language) {
      const primary = language.toLowerCase().split('-')[0] ?? '';
      const cafe = catalog.find(`${firstLesson}-${primary}`);
      const other = catalog.all().find(({ lesson }) => lesson.language === primary);
      return (cafe ?? other ?? catalog.find(`${firstLesson}-en`))?.lesson.id ?? first.id;
    },
    wordsOf: (sceneId) => catalog.find(taskOfScene(sceneId)?.lesson ?? sceneId)?.words ?? [],
    commands,
    bestAnswers: (lessonId) =>
      catalog
        .find(lessonId)
        ?.lesson.exchanges.map(({ id, answers }) => ({ exchange: id, text: answers[0]?.text ?? '' })) ?? [],
    nextFor: async (personId, wanted) => behind?.nextFor(personId, wanted),
    taught(lessonId) {
      const found = catalog.find(lessonId);
      return found && taughtIn(found.lesson, found.file);
    },
  };
}
