import { sql } from 'kysely';
import type { CorrectionShown, RecurringError } from '../../../wire/api/progress.ts';
import { DAYS_TO_CURE, USES_TO_CURE } from './cure.ts';
import type { ProgressDb, ProgressTables } from './tables.ts';

export interface Page {
  limit: number;
  after?: string | undefined;
}

type ErrorRow = ProgressTables['progress_errors'] & Pick<Correction, 'said' | 'better' | 'lesson'>;
type Correction = ProgressTables['progress_corrections'];

/** Open ones first, then the latest first; one row more than asked for when there are more. */
export async function readErrors(
  db: ProgressDb,
  personId: string,
  { limit, after, state }: Page & { state?: 'open' | 'cured' | undefined },
): Promise<RecurringError[]> {
  const { rows } = await sql<ErrorRow>`
    select e.*, c.said, c.better, c.lesson from progress_errors e
    join progress_corrections c on c.person_id = e.person_id and c.id = e.correction
    where e.person_id = ${personId}
      ${state === undefined ? sql`` : sql`and e.state = ${state}`}
      ${
        after === undefined
          ? sql``
          : sql`and (e.state = 'cured', -extract(epoch from e.last_at), e.rule) > (
              select x.state = 'cured', -extract(epoch from x.last_at), x.rule
              from progress_errors x where x.person_id = ${personId} and x.rule = ${after})`
      }
    order by e.state = 'cured', e.last_at desc, e.rule
    limit ${limit + 1}
  `.execute(db);
  return rows.map(errorView);
}

export async function readCorrections(
  db: ProgressDb,
  personId: string,
  { limit, after, rule }: Page & { rule?: string | undefined },
): Promise<CorrectionShown[]> {
  let query = db
    .selectFrom('progress_corrections')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(limit + 1);
  if (rule !== undefined) query = query.where('rule', '=', rule);
  if (after !== undefined) {
    const last = await correctionRow(db, personId, after);
    if (last) {
      query = query.where((e) => e.or([e('at', '<', last.at), e.and([e('at', '=', last.at), e('id', '>', last.id)])]));
    }
  }
  return (await query.execute()).map(correctionView);
}

export async function readCorrection(
  db: ProgressDb,
  personId: string,
  id: string,
): Promise<CorrectionShown | undefined> {
  const row = await correctionRow(db, personId, id);
  return row && correctionView(row);
}

function correctionRow(db: ProgressDb, personId: string, id: string): Promise<Correction | undefined> {
  return db
    .selectFrom('progress_corrections')
    .selectAll()
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .executeTakeFirst();
}

const correctionView = ({ id, at, rule, kind, said, better, lesson, disputed }: Correction): CorrectionShown => ({
  id,
  at: at.toISOString(),
  rule,
  kind,
  said,
  better,
  lesson,
  disputed,
});

function errorView(row: ErrorRow): RecurringError {
  const open = row.state === 'open';
  return {
    rule: row.rule,
    kind: row.kind,
    state: row.state,
    times: row.times,
    right_uses: row.right_uses,
    right_days: row.right_days,
    uses_left: open ? Math.max(0, USES_TO_CURE - row.right_uses) : 0,
    days_left: open ? Math.max(0, DAYS_TO_CURE - row.right_days) : 0,
    first_at: row.first_at.toISOString(),
    last_at: row.last_at.toISOString(),
    cured_at: row.cured_at?.toISOString() ?? null,
    came_back: row.came_back,
    correction: row.correction,
    said: row.said,
    better: row.better,
    lesson: row.lesson,
  };
}
