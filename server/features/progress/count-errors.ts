import { sql } from 'kysely';
import type { LearningEvent, LearningEventOf } from '../learners/index.ts';
import { errorState } from './cure.ts';
import type { DayFact } from './facts.ts';
import { plainText, usesWords } from './plain-text.ts';
import type { ProgressTx } from './tables.ts';

/** Writes down corrections and disputes; answers the rules they touch. */
export async function keepCorrections(
  tx: ProgressTx,
  personId: string,
  events: readonly LearningEvent[],
): Promise<ReadonlySet<string>> {
  const shown = events.filter((event) => event.kind === 'corrected');
  const disputed = events.filter((event) => event.kind === 'disputed').map(({ data }) => data.correction);
  for (const event of shown) await keep(tx, personId, event);
  const touched = [...new Set([...shown.map(({ data }) => data.correction), ...disputed])];
  if (touched.length === 0) return new Set();
  // The latest word on it counts, and it may have come before the correction did.
  const words = await tx
    .selectFrom('progress_facts')
    .select(['item', 'verdict'])
    .where('person_id', '=', personId)
    .where('kind', '=', 'disputed')
    .where('lesson', '=', '')
    .where('item', 'in', touched)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const latest = new Map(words.map(({ item, verdict }) => [item, verdict === 'said']));
  const rules = new Set<string>();
  for (const id of touched) {
    const row = await tx
      .updateTable('progress_corrections')
      .set({ disputed: latest.get(id) ?? false })
      .where('person_id', '=', personId)
      .where('id', '=', id)
      .returning('rule')
      .executeTakeFirst();
    if (row) rules.add(row.rule);
  }
  return rules;
}

/** One rule stands for every misspelling there is; told apart by the word, each can be cured. */
const ofOneWord: ReadonlySet<string> = new Set(['SPELL', 'DIACR', 'ORTH']);

const ruleOf = ({ rule, kind, better, said }: LearningEventOf<'corrected'>['data']): string =>
  ofOneWord.has(kind) ? `${rule}:${plainText(better) || plainText(said)}` : rule;

async function keep(tx: ProgressTx, personId: string, { at, data }: LearningEventOf<'corrected'>): Promise<void> {
  const { correction, lesson, said, better, kind } = data;
  await tx
    .insertInto('progress_corrections')
    .values({
      person_id: personId,
      id: correction,
      at,
      rule: ruleOf(data),
      kind,
      lesson,
      said,
      better,
      better_plain: plainText(better),
      disputed: false,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Counts again the errors of these rules, and those whose right form these facts use. */
export async function recountErrors(
  tx: ProgressTx,
  personId: string,
  rules: ReadonlySet<string>,
  facts: readonly DayFact[],
): Promise<void> {
  const all = new Set(rules);
  const right = facts.filter(({ alone, plain }) => alone && plain !== '');
  if (right.length > 0) {
    const texts = sql.join(right.map(({ plain }) => sql`(${` ${plain} `}::text)`));
    const found = await sql<{ rule: string }>`
      select distinct rule from progress_corrections, (values ${texts}) as said (plain)
      where person_id = ${personId} and better_plain <> '' and position(' ' || better_plain || ' ' in said.plain) > 0
    `.execute(tx);
    for (const { rule } of found.rows) all.add(rule);
  }
  for (const rule of [...all].sort()) await recount(tx, personId, rule);
}

async function recount(tx: ProgressTx, personId: string, rule: string): Promise<void> {
  const corrections = await tx
    .selectFrom('progress_corrections')
    .select(['id', 'at', 'kind', 'better_plain'])
    .where('person_id', '=', personId)
    .where('rule', '=', rule)
    .where('disputed', '=', false)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const uses = await rightUses(tx, personId, corrections);
  const state = errorState(corrections, uses);
  const own = tx.deleteFrom('progress_errors').where('person_id', '=', personId).where('rule', '=', rule);
  if (!state) {
    await own.execute();
    return;
  }
  const values = {
    kind: corrections.at(-1)?.kind ?? '',
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
  };
  await tx
    .insertInto('progress_errors')
    .values({ person_id: personId, rule, ...values })
    .onConflict((conflict) => conflict.columns(['person_id', 'rule']).doUpdateSet(values))
    .execute();
}

/** Answers given alone, after the error first happened, that use one of its right forms. */
async function rightUses(
  tx: ProgressTx,
  personId: string,
  corrections: readonly { at: Date; better_plain: string }[],
): Promise<{ at: Date; day: string }[]> {
  const [first] = corrections;
  const forms = [...new Set(corrections.map(({ better_plain }) => better_plain))].filter((form) => form !== '');
  if (!first || forms.length === 0) return [];
  const rows = await tx
    .selectFrom('progress_facts')
    .select(['at', 'day', 'plain'])
    .where('person_id', '=', personId)
    .where('kind', 'in', ['answer', 'item'])
    .where('alone', '=', true)
    .where('at', '>', first.at)
    .where((e) => e.or(forms.map((form) => sql<boolean>`position(${` ${form} `}::text in ' ' || plain || ' ') > 0`)))
    .execute();
  return rows.filter(({ plain }) => forms.some((form) => usesWords(plain, form)));
}
