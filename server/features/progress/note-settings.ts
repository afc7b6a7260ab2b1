import type { Settings } from '../../../wire/settings.ts';
import type { AnyTransaction } from '../learners/index.ts';
import { inTx, settingsHistory } from './tables.ts';

/** Keeps from when on a person lives by which time zone and goal, so that a change does not rewrite the days before it. */
export async function noteSettings(tx: AnyTransaction, personId: string, settings: Settings, now: Date): Promise<void> {
  const own = inTx(tx);
  await noteReminder(tx, personId, settings);
  const { time_zone, daily_goal_minutes } = settings;
  const history = await settingsHistory(own, personId);
  const last = history.at(-1);
  if (last?.timeZone === time_zone && last.goalMinutes === daily_goal_minutes) return;
  const values = { time_zone, goal_minutes: daily_goal_minutes };
  // What is set before anything is done was always so.
  const begun = last !== undefined || (await hasFacts(tx, personId));
  if (begun && !last) {
    await own
      .insertInto('progress_settings')
      .values({ person_id: personId, since: new Date(0), time_zone: 'UTC', goal_minutes: daily_goal_minutes })
      // A page asks for several things at once, and each may be the first to find that nothing was noted yet.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await own
    .insertInto('progress_settings')
    .values({ person_id: personId, since: begun ? now : new Date(0), ...values })
    .onConflict((conflict) => conflict.columns(['person_id', 'since']).doUpdateSet(values))
    .execute();
}

async function hasFacts(tx: AnyTransaction, personId: string): Promise<boolean> {
  const row = await inTx(tx)
    .selectFrom('progress_facts')
    .select('id')
    .where('person_id', '=', personId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Who wants reminders stands in a list of its own, so that nobody has to be asked who does not. */
async function noteReminder(tx: AnyTransaction, personId: string, settings: Settings): Promise<void> {
  const own = inTx(tx);
  if (!settings.reminders) {
    await own.deleteFrom('progress_reminders').where('person_id', '=', personId).execute();
    return;
  }
  const values = { hour: settings.reminder_hour, time_zone: settings.time_zone };
  await own
    .insertInto('progress_reminders')
    .values({ person_id: personId, sent_day: null, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute();
}
