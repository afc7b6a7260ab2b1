import type { Settings } from '../../../wire/settings.ts';
import type { Feature, SceneSource, Scenes } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Commands } from './commands.ts';
import { describeProblem } from './json-file.ts';
import { lessonWords } from './lesson-words.ts';
import { loadContent } from './load-content.ts';
import { type Manner, mannerOf } from './manner.ts';
import { lessonScene } from './scene.ts';
import { type Taught, taughtIn } from './taught.ts';

export { editDistance, plainText, withoutMarks } from './answer-text.ts';
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
export { eventsOf } from './learning-events.ts';
export { paceOf } from './manner.ts';
export type { Taught } from './taught.ts';
export { scoreTyped, scoreTypedBySound, type TypedScore } from './typed-score.ts';

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
}

export interface LessonsDeps {
  contentFolder: string;
  clock: Clock;
  /** How a person wants to be taught, and the exchanges they answered well before, by lesson; all are taught alike when absent. */
  learner?(personId: string): Promise<{
    settings: Pick<Settings, 'tutor_mode' | 'translation' | 'audio_speed'>;
    answeredWell: ReadonlyMap<string, ReadonlySet<string>>;
  }>;
}

/** The lesson that a newcomer gets: the café of the language when there is one. */
const firstLesson = 'cafe';

/** Loads the content under `contentFolder`; throws an Error with a line `file:line: what` for each error in it. */
export function lessons({ contentFolder, clock, learner }: LessonsDeps): LessonsFeature {
  const { commands, lessons: loaded, files, problems } = loadContent(contentFolder);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = loaded;
  if (errors.length > 0 || !commands || !first) {
    throw new Error(`the content is not usable:\n${errors.map(describeProblem).join('\n')}`);
  }
  const byId = new Map(loaded.map((lesson) => [lesson.id, lesson]));
  const words = new Map(loaded.map((lesson) => [lesson.id, lessonWords(lesson)]));
  const summaries = loaded.map(({ id, title, language, level, from, description }) => ({
    id,
    title,
    language,
    level,
    from,
    description,
  }));

  const scenesIn = (mannerIn?: (lessonId: string) => Manner): Scenes => ({
    list: () => summaries,
    open(id, { state, translateTo }) {
      const lesson = byId.get(id);
      if (!lesson) return undefined;
      return lessonScene({
        ...{ lesson, commands, clock, state },
        library: summaries.filter(({ language }) => language === lesson.language),
        ...(translateTo === undefined ? {} : { translateTo }),
        ...(mannerIn ? { manner: mannerIn(id) } : {}),
      });
    },
  });

  return {
    name: 'lessons',
    scenes: {
      ...scenesIn(),
      async forPerson(personId) {
        if (!learner) return scenesIn();
        const { settings, answeredWell } = await learner(personId);
        return scenesIn((lessonId) => mannerOf(settings, answeredWell.get(lessonId)));
      },
    },
    defaultSceneFor(language) {
      const primary = language.toLowerCase().split('-')[0] ?? '';
      const cafe = byId.get(`${firstLesson}-${primary}`);
      return (cafe ?? loaded.find((lesson) => lesson.language === primary) ?? byId.get(`${firstLesson}-en`) ?? first)
        .id;
    },
    wordsOf: (sceneId) => words.get(sceneId) ?? [],
    commands,
    bestAnswers: (lessonId) =>
      byId.get(lessonId)?.exchanges.map(({ id, answers }) => ({ exchange: id, text: answers[0]?.text ?? '' })) ?? [],
    taught(lessonId) {
      const lesson = byId.get(lessonId);
      return lesson && taughtIn(lesson, files.find(({ file }) => file.id === lessonId)?.file);
    },
  };
}
