import type { Feature, SceneSource } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Database } from '../../ports/database/port.ts';
import type { AnyTransaction, LearnersFeature, LearningEvent, Projection } from '../learners/index.ts';
import type { Commands, Taught } from '../lessons/index.ts';
import type { PackageJob } from './anki/anki-notes.ts';
import { packagePool } from './anki/package-pool.ts';
import { type Ended, eventsOfTurns } from './ended-turns.ts';
import { type KnownWord, readKnownWords } from './known-words.ts';
import { reviewMigration } from './migrations/0006-review.ts';
import type { NextLesson } from './practice.ts';
import { practiceRoute } from './practice-route.ts';
import { readPredicted } from './predicted-reviews.ts';
import { reviewProjection } from './projection.ts';
import { countsNow, dueByLesson } from './queue.ts';
import { reviewRoutes } from './routes.ts';
import { scenesOfReview } from './spoken/scenes.ts';
import { queriesOf } from './tables.ts';
import { transferRoutes } from './transfer-routes.ts';

export { isReviewScene } from './review-scenes.ts';

export interface ReviewDeps {
  clock: Clock;
  database: Database;
  newId(prefix: string): string;
  learners: Pick<LearnersFeature, 'settingsOf' | 'record'>;
  /** What a lesson gives to keep; asked inside a transaction, so it may ask no database. */
  taught(lesson: string): Taught | undefined;
  /** What the learner may ask of any tutor. */
  commands: Commands;
  /** The lesson to do next; undefined when all are done. */
  nextLesson(personId: string): Promise<NextLesson | undefined>;
}

export interface ReviewFeature extends Feature, AsyncDisposable {
  readonly projection: Projection;
  /** Reviews by speaking. */
  readonly scenes: SceneSource;
  /** What turns that have ended add to the learning log: reviews by speaking, and words that were due and used in free talk. */
  eventsOf(tx: AnyTransaction, ended: Ended): Promise<LearningEvent[]>;
  /** Cards that are due, by the lesson they came from. */
  dueOf(personId: string): Promise<ReadonlyMap<string, number>>;
  /** How many cards are to be asked now. */
  dueNow(personId: string): Promise<number>;
  /** Single words that are kept in memory firmly. */
  knownWords(personId: string): Promise<readonly KnownWord[]>;
  /** The latest reviews that had a prediction, with how they went. */
  predictedReviews(personId: string): Promise<readonly { predicted: number; recalled: boolean }[]>;
}

/** What a person is to remember, when it is asked, and how well it is known. */
export function review(deps: ReviewDeps): ReviewFeature {
  const { clock, database, newId, learners, taught } = deps;
  const now = (): Date => new Date(clock.wall());
  const { settingsOf, record } = learners;
  const packages = packagePool(clock);
  return {
    name: 'review',
    migrations: [reviewMigration],
    projection: reviewProjection({ settingsOf, newId, now, taught }),
    dueNow: async (personId) =>
      (await countsNow(queriesOf(database), personId, await settingsOf(personId), now())).counts.due,
    knownWords: (personId) => readKnownWords(queriesOf(database), personId),
    predictedReviews: (personId) => readPredicted(queriesOf(database), personId),
    scenes: scenesOfReview({ clock, db: queriesOf(database), commands: deps.commands, settingsOf }),
    eventsOf: (tx, ended) => eventsOfTurns(tx, ended, now()),
    dueOf: (personId) => dueByLesson(queriesOf(database), personId, now()),
    async routes(server) {
      reviewRoutes(server, { database, settingsOf, record, newId, now });
      practiceRoute(server, { database, settingsOf, now, nextLesson: deps.nextLesson });
      const read = (job: PackageJob, signal: AbortSignal) => packages.run(job, signal);
      await transferRoutes(server, { database, settingsOf, newId, now, packages: read });
    },
    [Symbol.asyncDispose]: () => packages[Symbol.asyncDispose](),
  };
}
