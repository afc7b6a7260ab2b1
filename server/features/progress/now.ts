import type { ProgressOverview } from '../../../wire/api/progress.ts';
import { type Days, daysOf } from './days-view.ts';
import type { ProgressDeps } from './index.ts';
import { noteSettings } from './note-settings.ts';
import { readOverview } from './read-overview.ts';
import { dbOf } from './tables.ts';

/** A person's days up to this moment. */
export async function daysNow({ learners, database, clock }: ProgressDeps, personId: string): Promise<Days> {
  const now = new Date(clock.wall());
  const settings = await learners.settingsOf(personId);
  // Told at each change too; this mends what an older version or a crash left behind.
  await database.transaction((tx) => noteSettings(tx, personId, settings, now));
  return daysOf(dbOf(database), personId, now, settings.time_zone);
}

export async function overviewOf(deps: ProgressDeps, personId: string): Promise<ProgressOverview> {
  return readOverview(dbOf(deps.database), personId, await daysNow(deps, personId), deps.course);
}
