import { sql } from 'kysely';
import { z } from 'zod';
import { isLeech, type LoggedReview, type Memory, newMemory, replay } from './memory.ts';
import { columnsOf, type LogRow, type Queries } from './tables.ts';

/** A memory that a card came with, as its row keeps it. */
const savedMemory = z.strictObject({
  state: z.number().int().min(0).max(3),
  due: z.coerce.date(),
  stability: z.number(),
  difficulty: z.number(),
  scheduledDays: z.number().int(),
  learningSteps: z.number().int(),
  reps: z.number().int(),
  lapses: z.number().int(),
  lastReview: z.coerce.date().nullable(),
  firstReview: z.coerce.date().nullable(),
});

export const savedBase = (memory: Memory): string => JSON.stringify(memory);

/** Brings cards in line with the log of their reviews, and the log with what each review did. In the caller's transaction. */
export async function recount(on: Queries, personId: string, cardIds: readonly string[]): Promise<void> {
  if (cardIds.length === 0) return;
  const cards = await on
    .selectFrom('review_cards')
    .selectAll()
    .where('person_id', '=', personId)
    .where('id', 'in', [...cardIds])
    .orderBy('id')
    .forUpdate()
    .execute();
  const rows = await on
    .selectFrom('review_log')
    .leftJoin('review_undone', (join) =>
      join
        .onRef('review_undone.person_id', '=', 'review_log.person_id')
        .onRef('review_undone.review', '=', 'review_log.id'),
    )
    .selectAll('review_log')
    .select('review_undone.review as undone')
    .where('review_log.person_id', '=', personId)
    .where('card_id', 'in', [...cardIds])
    .execute();
  const byCard = Map.groupBy(rows, ({ card_id }) => card_id);
  const changedRows: object[] = [];
  const changedCards: object[] = [];
  for (const card of cards) {
    const base = card.base === null ? newMemory(card.added_at) : savedMemory.parse(card.base);
    // A reset takes back what it came with too.
    const start = card.reset_at ? newMemory(card.reset_at) : base;
    const own = byCard.get(card.id) ?? [];
    const { memory, applied } = replay(start, own.map(reviewOf), card.reset_at);
    changedCards.push({ id: card.id, ...columnsOf(memory), leech: isLeech(memory.lapses, card.forgiven) });
    for (const row of own) {
      const now = applied.get(row.id);
      if (!now || row.source === 'import') continue;
      const next = {
        counted: now.counted,
        state_before: now.stateBefore,
        predicted: now.predicted,
        stability: now.stability,
        difficulty: now.difficulty,
        interval_days: now.intervalDays,
      };
      if (Object.entries(next).some(([name, value]) => row[name as keyof typeof next] !== value)) {
        changedRows.push({ id: row.id, ...next });
      }
    }
  }
  await writeCards(on, changedCards);
  await writeRows(on, personId, changedRows);
}

const reviewOf = (row: LogRow & { undone: string | null }): LoggedReview => ({
  id: row.id,
  at: row.at,
  rating: row.rating,
  source: row.source,
  day: row.day,
  retention: row.retention,
  undone: row.undone !== null,
});

async function writeCards(on: Queries, changed: readonly object[]): Promise<void> {
  if (changed.length === 0) return;
  await sql`
    update review_cards c set state = n.state, due = n.due, stability = n.stability, difficulty = n.difficulty,
      scheduled_days = n.scheduled_days, learning_steps = n.learning_steps, reps = n.reps, lapses = n.lapses,
      last_review = n.last_review, first_review = n.first_review, leech = n.leech
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as n (id text, state smallint, due timestamptz,
      stability double precision, difficulty double precision, scheduled_days integer, learning_steps integer,
      reps integer, lapses integer, last_review timestamptz, first_review timestamptz, leech boolean)
    where c.id = n.id`.execute(on);
}

async function writeRows(on: Queries, personId: string, changed: readonly object[]): Promise<void> {
  if (changed.length === 0) return;
  await sql`
    update review_log l set counted = n.counted, state_before = n.state_before, predicted = n.predicted,
      stability = n.stability, difficulty = n.difficulty, interval_days = n.interval_days
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as n (id text, counted boolean, state_before smallint,
      predicted double precision, stability double precision, difficulty double precision, interval_days integer)
    where l.person_id = ${personId} and l.id = n.id`.execute(on);
}
