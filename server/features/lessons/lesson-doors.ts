import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Database } from '../../ports/database/port.ts';
import type { LanguageModel } from '../../ports/language-model/port.ts';
import type { TextToSpeech } from '../../ports/text-to-speech/port.ts';
import type { LearnersFeature } from '../learners/index.ts';
import { assignmentRoutes } from './assignments/routes.ts';
import { AssignmentStore } from './assignments/store.ts';
import type { DraftTemplates } from './drafts/draft-templates.ts';
import { draftMaker } from './drafts/make-draft.ts';
import { lessonEditor } from './editor/edit-lessons.ts';
import { editorRoutes } from './editor/routes.ts';
import type { EditorStore } from './editor/store.ts';
import type { Catalog } from './library/catalog.ts';
import { LineSounds } from './library/line-sound.ts';
import { ownLessons } from './library/own-lessons.ts';
import { personView } from './library/person-view.ts';
import { recommend } from './library/recommend.ts';
import { libraryRoutes } from './library/routes.ts';
import { nothingDone, type PersonDeps } from './library/standing.ts';
import { taskRoutes } from './tasks/routes.ts';

export interface LessonDoorsDeps extends Partial<PersonDeps> {
  log: Log;
  newId(prefix: string): string;
  database: Database;
  learners: Pick<LearnersFeature, 'record' | 'person'>;
  voice: TextToSpeech;
  /** Drafts lessons where there is one; templates do without. */
  model: LanguageModel | undefined;
}

export interface LessonDoorsContent {
  clock: Clock;
  catalog: Catalog;
  store: EditorStore;
  contentFolder: string;
  templates: DraftTemplates | undefined;
}

/** Everything of lessons that is asked for over HTTP, and what keeps own lessons in step. */
export function lessonDoors(deps: LessonDoorsDeps & LessonDoorsContent) {
  const { clock, log, newId, database, learners, voice, model, catalog, store, contentFolder, templates } = deps;
  const people: PersonDeps = {
    statusOf: deps.statusOf ?? nothingDone.statusOf,
    dueOf: deps.dueOf ?? nothingDone.dueOf,
    placedOf: deps.placedOf ?? nothingDone.placedOf,
  };
  const now = (): Date => new Date(clock.wall());
  const nameOf = async (personId: string): Promise<string | undefined> => (await learners.person(personId))?.name;
  const assignments = new AssignmentStore(database);
  const own = ownLessons({ store, catalog, log });
  const viewOf = (personId: string) => personView(personId, { people, assignments, now: now() });
  const editor = lessonEditor({ clock, store, catalog, nameOf, refresh: own.refresh });
  return {
    start: own.follow,
    /** What to do next of the lessons in a language; undefined when all is finished. */
    async nextFor(
      personId: string,
      { language, from }: { language: string; from: string },
    ): Promise<string | undefined> {
      const entries = catalog.all().filter(({ lesson }) => lesson.language === language && lesson.from === from);
      const [next] = recommend(entries, await viewOf(personId));
      return next?.why === 'refresh' ? undefined : next?.entry.lesson.id;
    },
    routes(server: FastifyInstance): void {
      libraryRoutes(server, {
        catalog,
        sounds: new LineSounds({ voice, contentFolder }),
        viewOf,
      });
      taskRoutes(server, {
        catalog,
        transaction: (work) => store.transaction(work),
        record: learners.record,
        now,
      });
      editorRoutes(server, { editor, makeDraft: draftMaker({ templates, model, log }) });
      assignmentRoutes(server, { store: assignments, catalog, people, nameOf, newId, now });
    },
  };
}
