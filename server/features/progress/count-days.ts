import { counts, dayFigures } from './day-figures.ts';
import type { DayFact } from './facts.ts';
import { factOf, type ProgressTx } from './tables.ts';

/** Counts again the days that these facts touch. */
export async function recountDays(tx: ProgressTx, personId: string, fresh: readonly DayFact[]): Promise<void> {
  const days = new Set(fresh.filter(({ kind }) => counts.has(kind)).map(({ day }) => day));
  const taken = fresh.filter(({ kind }) => kind === 'undone').map(({ item }) => item);
  if (taken.length > 0) {
    const reviews = await tx
      .selectFrom('progress_facts')
      .select('day')
      .where('person_id', '=', personId)
      .where('kind', '=', 'review')
      .where('id', 'in', taken)
      .execute();
    for (const { day } of reviews) days.add(day);
  }
  if (days.size === 0) return;
  const rows = await tx
    .selectFrom('progress_facts')
    .selectAll()
    .where('person_id', '=', personId)
    .where('day', 'in', [...days])
    .where('kind', 'in', [...counts])
    .execute();
  const facts = rows.map(factOf);
  const undone = await undoneReviews(tx, personId, facts);
  for (const day of days) {
    const figures = dayFigures(
      day,
      facts.filter((fact) => fact.day === day),
      undone,
    );
    if (!figures) {
      await tx.deleteFrom('progress_days').where('person_id', '=', personId).where('day', '=', day).execute();
      continue;
    }
    const values = {
      xp: figures.xp,
      effort_ms: Math.min(86_400_000, Math.round(figures.effortMs)),
      answers: figures.answers,
      reviews: figures.reviews,
      first_tries: figures.firstTries,
      first_right: figures.firstRight,
      learner_ms: figures.learnerMs,
      tutor_ms: figures.tutorMs,
      first_at: figures.firstAt,
      last_at: figures.lastAt,
    };
    await tx
      .insertInto('progress_days')
      .values({ person_id: personId, day, ...values })
      .onConflict((conflict) => conflict.columns(['person_id', 'day']).doUpdateSet(values))
      .execute();
  }
}

/** A review may be taken back on another day than its own, and that may even be heard of first. */
async function undoneReviews(
  tx: ProgressTx,
  personId: string,
  facts: readonly DayFact[],
): Promise<ReadonlySet<string>> {
  const reviews = facts.filter(({ kind }) => kind === 'review').map(({ id }) => id);
  if (reviews.length === 0) return new Set();
  const rows = await tx
    .selectFrom('progress_facts')
    .select('item')
    .where('person_id', '=', personId)
    .where('kind', '=', 'undone')
    .where('lesson', '=', '')
    .where('item', 'in', reviews)
    .execute();
  return new Set(rows.map(({ item }) => item));
}
