import type { Feature } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Database } from '../../ports/database/port.ts';
import type { LearnersFeature, Projection } from '../learners/index.ts';
import type { Taught } from '../lessons/index.ts';
import type { PackageJob } from './anki/anki-notes.ts';
import { packagePool } from './anki/package-pool.ts';
import { reviewMigration } from './migrations/0006-review.ts';
import { readPredicted } from './predicted-reviews.ts';
import { reviewProjection } from './projection.ts';
import { reviewRoutes } from './routes.ts';
import { queriesOf } from './tables.ts';
import { transferRoutes } from './transfer-routes.ts';

export interface ReviewDeps {
  clock: Clock;
  database: Database;
  newId(prefix: string): string;
  learners: Pick<LearnersFeature, 'settingsOf' | 'record'>;
  /** What a lesson gives to keep; asked inside a transaction, so it may ask no database. */
  taught(lesson: string): Taught | undefined;
}

export interface ReviewFeature extends Feature, AsyncDisposable {
  readonly projection: Projection;
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
    predictedReviews: (personId) => readPredicted(queriesOf(database), personId),
    async routes(server) {
      reviewRoutes(server, { database, settingsOf, record, newId, now });
      const read = (job: PackageJob, signal: AbortSignal) => packages.run(job, signal);
      await transferRoutes(server, { database, settingsOf, newId, now, packages: read });
    },
    [Symbol.asyncDispose]: () => packages[Symbol.asyncDispose](),
  };
}
