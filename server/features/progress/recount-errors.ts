import { sql } from 'kysely';
import type { Touched } from './count-errors.ts';
import { type ErrorState, errorState, type RightUse } from './cure.ts';
import type { DayFact } from './facts.ts';
import { formsIn, LONGEST_FORM } from './plain-text.ts';
import type { ProgressTables, ProgressTx } from './tables.ts';

type Row = ProgressTables['progress_errors'];

/**
 * Brings the errors of these rules up to date, and those whose right form these facts use. What comes after all that is known adds to it;
 * only what comes late, or is disputed, has the whole of its rule counted again.
 */
export async function recountErrors(
  tx: ProgressTx,
  personId: string,
  touched: ReadonlyMap<string, Touched>,
  facts: readonly DayFact[],
): Promise<void> {
  const used = await rulesUsed(tx, personId, facts);
  for (const rule of [...new Set([...touched.keys(), ...used.keys()])].sort()) {
    const { shown, again } = touched.get(rule) ?? { shown: [], again: false };
    const uses = used.get(rule) ?? [];
    if (shown.length === 0 && uses.length === 0 && !again) continue;
    const row = await tx
      .selectFrom('progress_errors')
      .selectAll()
      .where('person_id', '=', personId)
      .where('rule', '=', rule)
      .executeTakeFirst();
    const last = row?.last_at.getTime() ?? 0;
    if (!row || again || shown.some(({ at }) => at.getTime() <= last) || uses.some((at) => at.getTime() <= last)) {
      await recountAll(tx, personId, rule);
      continue;
    }
    const cured = row.cured_at?.getTime();
    // Once it is cured, right uses tell nothing new.
    if (shown.length === 0 && cured !== undefined && uses.every((at) => at.getTime() >= cured)) continue;
    await recountSince(tx, personId, row, shown);
  }
}

async function recountAll(tx: ProgressTx, personId: string, rule: string): Promise<void> {
  const corrections = await tx
    .selectFrom('progress_corrections')
    .select(['id', 'at', 'kind'])
    .where('person_id', '=', personId)
    .where('rule', '=', rule)
    .where('disputed', '=', false)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const [first] = corrections;
  const state = first && errorState(corrections, await rightUses(tx, personId, rule, first.at));
  if (!state) {
    await tx.deleteFrom('progress_errors').where('person_id', '=', personId).where('rule', '=', rule).execute();
    return;
  }
  await write(tx, { person_id: personId, rule, kind: corrections.at(-1)?.kind ?? '', ...columnsOf(state) });
}

/** Counts only from when it last happened; what was before stays as it is. */
async function recountSince(tx: ProgressTx, personId: string, row: Row, shown: Touched['shown']): Promise<void> {
  const { rule, last_at, first_cured_at } = row;
  const since = errorState(
    [{ id: row.correction, at: last_at }, ...shown],
    await rightUses(tx, personId, rule, last_at),
  );
  if (!since) return;
  await write(tx, {
    ...row,
    ...columnsOf(since),
    kind: shown.find(({ id }) => id === since.correction)?.kind ?? row.kind,
    times: row.times + shown.length,
    first_at: row.first_at,
    first_cured_at: first_cured_at && first_cured_at <= last_at ? first_cured_at : since.firstCuredAt,
    came_back: row.came_back + since.cameBack,
  });
}

const columnsOf = (state: ErrorState): Omit<Row, 'person_id' | 'rule' | 'kind'> => ({
  state: state.state,
  times: state.times,
  right_uses: state.rightUses,
  right_days: state.rightDays,
  first_at: state.firstAt,
  last_at: state.lastAt,
  cured_at: state.curedAt,
  first_cured_at: state.firstCuredAt,
  came_back: state.cameBack,
  correction: state.correction,
});

async function write(tx: ProgressTx, { person_id, rule, ...values }: Row): Promise<void> {
  await tx
    .insertInto('progress_errors')
    .values({ person_id, rule, ...values })
    .onConflict((conflict) => conflict.columns(['person_id', 'rule']).doUpdateSet(values))
    .execute();
}

/** Rules with a form that was told before one of these facts uses it, with when. */
async function rulesUsed(
  tx: ProgressTx,
  personId: string,
  facts: readonly DayFact[],
): Promise<ReadonlyMap<string, Date[]>> {
  const right = facts
    .filter(({ alone, plain }) => alone && plain !== '')
    .map(({ at, plain }) => ({ at, forms: formsIn(plain) }));
  const forms = [...new Set(right.flatMap((fact) => [...fact.forms]))];
  const found = new Map<string, Date[]>();
  if (forms.length === 0) return found;
  const { rows } = await sql<{ rule: string; form: string; told: Date }>`
    select rule, better_plain as form, min(at) as told from progress_corrections
    where person_id = ${personId} and not disputed and length(better_plain) <= ${sql.lit(LONGEST_FORM)}
      and better_plain = any(${forms}::text[])
    group by rule, better_plain
  `.execute(tx);
  for (const { rule, form, told } of rows) {
    const ats = right.filter((fact) => fact.at > told && fact.forms.has(form)).map(({ at }) => at);
    if (ats.length > 0) found.set(rule, [...(found.get(rule) ?? []), ...ats]);
  }
  return found;
}

/** Answers given alone, after `since`, that use a form of the rule which had been told before. */
async function rightUses(tx: ProgressTx, personId: string, rule: string, since: Date): Promise<RightUse[]> {
  const told = await tx
    .selectFrom('progress_corrections')
    .select(({ fn }) => ['better_plain', fn.min('at').as('at')])
    .where('person_id', '=', personId)
    .where('rule', '=', rule)
    .where('disputed', '=', false)
    .groupBy('better_plain')
    .execute();
  const toldAt = new Map(told.map(({ better_plain, at }) => [better_plain, at]));
  const rows = await tx
    .selectFrom('progress_facts')
    .select(['at', 'day', 'plain'])
    .where('person_id', '=', personId)
    .where('kind', 'in', ['answer', 'item'])
    .where('alone', '=', true)
    .where('at', '>', since)
    .execute();
  return rows.filter(({ at, plain }) =>
    [...formsIn(plain)].some((form) => {
      const first = toldAt.get(form);
      return first !== undefined && first < at;
    }),
  );
}
