import { sql } from 'kysely';
import type { ProgressOverview } from '../../../wire/api/progress.ts';
import type { Course } from './course.ts';
import type { ProgressDb } from './tables.ts';

type WeakSpot = ProgressOverview['weak_spots'][number];

/** Phrases that are missed most, by share and then by number; those mostly found are none. */
export async function readWeakSpots(
  db: ProgressDb,
  personId: string,
  course: Course,
  { limit, lesson }: { limit: number; lesson?: string },
): Promise<WeakSpot[]> {
  let query = db
    .selectFrom('progress_phrases')
    .selectAll()
    .where('person_id', '=', personId)
    .where('missed', '>', 0)
    // Half of the times it was asked, or more.
    .where(sql<boolean>`missed * 2 >= asked`)
    .orderBy('missed', 'desc')
    .orderBy('last_at', 'desc')
    .orderBy('lesson')
    .orderBy('exchange')
    .limit(limit);
  if (lesson !== undefined) query = query.where('lesson', '=', lesson);
  const rows = await query.execute();
  const spots: WeakSpot[] = [];
  for (const row of rows) {
    const text = row.shown_text || (await bestAnswer(course, personId, row.lesson, row.exchange));
    spots.push({
      text,
      language: row.language,
      lesson: row.lesson,
      exchange: row.exchange,
      asked: row.asked,
      missed: row.missed,
      last_at: row.last_at.toISOString(),
    });
  }
  return spots;
}

/** Where nothing was ever near enough to tell which answer was meant. */
async function bestAnswer(course: Course, personId: string, lesson: string, exchange: string): Promise<string> {
  const found = await course.lesson(personId, lesson);
  return found?.phrases.find((phrase) => phrase.exchange === exchange)?.text ?? '';
}
