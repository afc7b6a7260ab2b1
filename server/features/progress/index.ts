import type { ProgressOverview } from '../../../wire/api/progress.ts';
import type { Settings } from '../../../wire/settings.ts';
import type { Feature } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Database } from '../../ports/database/port.ts';
import type { AnyTransaction, LearnersFeature, Projection } from '../learners/index.ts';
import type { PredictedReview } from './calibration.ts';
import type { Course, LessonStanding } from './course.ts';
import { progressMigration } from './migrations/0007-progress.ts';
import { noteSettings } from './note-settings.ts';
import { overviewOf } from './now.ts';
import { progressProjection } from './projection.ts';
import { readStandings } from './read-lessons.ts';
import { readPlacements } from './read-level.ts';
import type { KnownWord } from './read-words.ts';
import { type ReminderDeps, remindForever } from './reminders.ts';
import { progressRoutes } from './routes.ts';
import { dbOf } from './tables.ts';

export type { PredictedReview } from './calibration.ts';
export type { Course, LessonStanding } from './course.ts';

export interface ProgressDeps {
  clock: Clock;
  log: Log;
  newId(prefix: string): string;
  database: Database;
  learners: Pick<LearnersFeature, 'settingsOf' | 'record'>;
  course: Course;
  /** Reviews with the chance of recall they were given beforehand; none where there is no memory of cards. */
  predictedReviews(personId: string): Promise<readonly PredictedReview[]>;
  /** Single words that are kept in memory firmly, beside those that answers prove. */
  knownWords?(personId: string): Promise<readonly KnownWord[]>;
  /** Letters to those who want to be reminded; none are sent when absent. */
  reminders?: ReminderDeps;
}

export interface ProgressFeature extends Feature {
  readonly projection: Projection;
  /** To be told in the transaction that changes settings: days go by the zone that holds at the time. */
  settingsChanged(tx: AnyTransaction, personId: string, settings: Settings): Promise<void>;
  /** Lessons that were begun, by id. */
  standings(personId: string): Promise<ReadonlyMap<string, LessonStanding>>;
  /** The level that a person was last found to have, the lower end of it, by language. */
  placements(personId: string): Promise<ReadonlyMap<string, string>>;
  overviewOf(personId: string): Promise<ProgressOverview>;
}

/** What follows from the learning log: days and streaks, badges, errors on their way to cured, words, level. */
export function progress(deps: ProgressDeps): ProgressFeature {
  return {
    name: 'progress',
    migrations: [progressMigration],
    projection: progressProjection,
    settingsChanged: (tx, personId, settings) => noteSettings(tx, personId, settings, new Date(deps.clock.wall())),
    standings: (personId) => readStandings(dbOf(deps.database), personId),
    placements: (personId) => readPlacements(dbOf(deps.database), personId),
    overviewOf: (personId) => overviewOf(deps, personId),
    routes: (server) => progressRoutes(server, deps),
    async start(signal) {
      if (deps.reminders) void remindForever({ ...deps, ...deps.reminders }, signal);
    },
  };
}
