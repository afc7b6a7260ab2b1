import type { Clock } from '../../kit/clock.ts';
import { limited } from '../../kit/limit.ts';
import { localDay, localHour } from '../../kit/local-day.ts';
import type { Log } from '../../kit/log.ts';
import type { Database } from '../../ports/database/port.ts';
import type { Mail } from '../../ports/mail/port.ts';
import type { LearnersFeature } from '../learners/index.ts';
import { reminderLetter } from './reminder-letter.ts';
import { dbOf, type ProgressDb } from './tables.ts';

export interface ReminderDeps {
  mail: Mail;
  emailOf(personId: string): Promise<{ email: string; verified: boolean } | undefined>;
  /** How many cards are to be asked now. */
  dueNow(personId: string): Promise<number>;
  /** Where people reach this server. */
  origin(): string;
}

interface Deps extends ReminderDeps {
  clock: Clock;
  log: Log;
  database: Database;
  learners: Pick<LearnersFeature, 'settingsOf'>;
}

const EVERY_MS = 600_000;
/** A server that was away in the hour itself still reminds this long; later it would only startle. */
const HOURS = 3;
const MAIL_MS = 30_000;

/** Looks who is to be reminded, until `signal` aborts. */
export async function remindForever(deps: Deps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await remindAll(deps, signal);
    } catch (error) {
      deps.log.warn('reminders could not be sent and will be later', { error });
    }
    await deps.clock.sleep(EVERY_MS, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

/** One letter a day to each who asked for it, at their hour, when something is due. Answers how many were sent. */
export async function remindAll(deps: Deps, signal: AbortSignal): Promise<number> {
  const { database, clock } = deps;
  const now = new Date(clock.wall());
  const db = dbOf(database);
  // By zone, of which there are few however many people there are.
  const zones = await db.selectFrom('progress_reminders').select('time_zone').distinct().execute();
  let sent = 0;
  for (const { time_zone } of zones) {
    const today = localDay(now, time_zone);
    const hour = localHour(now, time_zone);
    const wanting = await db
      .selectFrom('progress_reminders')
      .select('person_id')
      .where('time_zone', '=', time_zone)
      .where('hour', '<=', hour)
      .where('hour', '>', hour - HOURS)
      .where((e) => e.or([e('sent_day', 'is', null), e('sent_day', '<>', today)]))
      .orderBy('person_id')
      .execute();
    for (const { person_id } of wanting) {
      if (signal.aborted) return sent;
      if (await claim(db, person_id, today)) sent += (await remind(deps, person_id, signal)) ? 1 : 0;
    }
  }
  return sent;
}

/** Whichever server writes this first sends it. */
async function claim(db: ProgressDb, personId: string, today: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('progress_reminders')
    .set({ sent_day: today })
    .where('person_id', '=', personId)
    .where((e) => e.or([e('sent_day', 'is', null), e('sent_day', '<>', today)]))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows) > 0;
}

async function remind(deps: Deps, personId: string, signal: AbortSignal): Promise<boolean> {
  const { mail, log, database, learners, clock } = deps;
  try {
    const account = await deps.emailOf(personId);
    if (!account?.verified) return false;
    const due = await deps.dueNow(personId);
    if (due === 0) return false;
    const { language } = await learners.settingsOf(personId);
    const letter = { to: account.email, ...reminderLetter(language, due, deps.origin()) };
    const late = (): Error => new Error(`not sent within ${MAIL_MS} ms`);
    await limited(clock, MAIL_MS, late, (inner) => mail.send(letter, inner), signal);
    return true;
  } catch (error) {
    // What fails for one must not keep the others from theirs.
    log.warn('a reminder could not be sent and will be tried again', { person: personId, error });
    await dbOf(database)
      .updateTable('progress_reminders')
      .set({ sent_day: null })
      .where('person_id', '=', personId)
      .execute();
    return false;
  }
}
