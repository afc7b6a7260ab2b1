import type { Feature, SceneSource } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Commands } from './commands.ts';
import { describeProblem } from './json-file.ts';
import { lessonWords } from './lesson-words.ts';
import { loadContent } from './load-content.ts';
import { lessonScene } from './scene.ts';
import { type Taught, taughtIn } from './taught.ts';

export { editDistance, plainText, withoutMarks } from './answer-text.ts';
export {
  type CommandName,
  type Commands,
  commandOfPhrase,
  commandPhrases,
  spokenName,
  typedCommand,
} from './commands.ts';
export { firstHalf } from './hint-ladder.ts';
export { eventsOf } from './learning-events.ts';
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
}

/** The lesson that a newcomer gets: the café of the language when there is one. */
const firstLesson = 'cafe';

/** Loads the content under `contentFolder`; throws an Error with a line `file:line: what` for each error in it. */
export function lessons({ contentFolder, clock }: { contentFolder: string; clock: Clock }): LessonsFeature {
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

  return {
    name: 'lessons',
    scenes: {
      list: () => summaries,
      open(id, { state, translateTo }) {
        const lesson = byId.get(id);
        if (!lesson) return undefined;
        return lessonScene({ lesson, commands, clock, state, ...(translateTo === undefined ? {} : { translateTo }) });
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
