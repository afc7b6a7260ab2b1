import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Database } from '../../ports/database/port.ts';
import type { Mail } from '../../ports/mail/port.ts';
import type { LearnersFeature } from '../learners/index.ts';
import { localDay, localHour } from './local-day.ts';
import { reminderLetter } from './reminder-letter.ts';
import { dbOf } from './tables.ts';

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
  const wanting = await db.selectFrom('progress_reminders').selectAll().execute();
  let sent = 0;
  for (const { person_id, hour, time_zone, sent_day } of wanting) {
    if (signal.aborted) break;
    const today = localDay(now, time_zone);
    const late = localHour(now, time_zone) - hour;
    if (sent_day === today || late < 0 || late >= HOURS) continue;
    // Whichever server writes this first sends it.
    const { numUpdatedRows } = await db
      .updateTable('progress_reminders')
      .set({ sent_day: today })
      .where('person_id', '=', person_id)
      .where((e) => e.or([e('sent_day', 'is', null), e('sent_day', '<>', today)]))
      .executeTakeFirstOrThrow();
    if (Number(numUpdatedRows) === 0) continue;
    if (await remind(deps, person_id, signal)) sent += 1;
  }
  return sent;
}

async function remind(deps: Deps, personId: string, signal: AbortSignal): Promise<boolean> {
  const { mail, log, database, learners } = deps;
  const account = await deps.emailOf(personId);
  if (!account?.verified) return false;
  const due = await deps.dueNow(personId);
  if (due === 0) return false;
  const { language } = await learners.settingsOf(personId);
  const limit = new AbortController();
  using _timer = deps.clock.after(MAIL_MS, () => limit.abort());
  const stop = (): void => limit.abort();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await mail.send({ to: account.email, ...reminderLetter(language, due, deps.origin()) }, limit.signal);
    return true;
  } catch (error) {
    log.warn('a reminder could not be sent and will be tried again', { person: personId, error });
    await dbOf(database)
      .updateTable('progress_reminders')
      .set({ sent_day: null })
      .where('person_id', '=', personId)
      .execute();
    return false;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
