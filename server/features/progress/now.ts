import type { ProgressOverview } from '../../../wire/api/progress.ts';
import { type Days, daysOf } from './days-view.ts';
import type { ProgressDeps } from './index.ts';
import { noteSettings } from './note-settings.ts';
import { readOverview } from './read-overview.ts';
import { dbOf, settingsHistory } from './tables.ts';

/** A person's days up to this moment. */
export async function daysNow({ learners, database, clock }: ProgressDeps, personId: string): Promise<Days> {
  const now = new Date(clock.wall());
  const db = dbOf(database);
  const settings = await learners.settingsOf(personId);
  const history = await settingsHistory(db, personId);
  const last = history.at(-1);
  if (last?.timeZone === settings.time_zone && last.goalMinutes === settings.daily_goal_minutes) {
    return daysOf(db, personId, now, history);
  }
  // Told at each change; this is for who never changed any, and for what an older version left behind.
  await database.transaction((tx) => noteSettings(tx, personId, settings, now));
  return daysOf(db, personId, now, await settingsHistory(db, personId));
}

export async function overviewOf(deps: ProgressDeps, personId: string): Promise<ProgressOverview> {
  const inMemory = (await deps.knownWords?.(personId)) ?? [];
  return readOverview(dbOf(deps.database), personId, await daysNow(deps, personId), deps.course, inMemory);
}
