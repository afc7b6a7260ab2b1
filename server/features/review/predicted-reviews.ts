import { REVIEW_STATE } from './memory.ts';
import type { Queries } from './tables.ts';

/** More would be of another memory and another life. */
const LATEST = 5_000;

/** Reviews with the chance of recall they were given beforehand. Within the first steps, minutes apart, nothing is predicted. */
export async function readPredicted(
  on: Queries,
  personId: string,
): Promise<{ predicted: number; recalled: boolean }[]> {
  const rows = await on
    .selectFrom('review_log')
    .select(['predicted', 'rating'])
    .where('person_id', '=', personId)
    .where('counted', '=', true)
    .where('source', '=', 'review')
    .where('state_before', '=', REVIEW_STATE)
    .where('predicted', 'is not', null)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(LATEST)
    .execute();
  return rows.map(({ predicted, rating }) => ({ predicted: Math.min(1, predicted ?? 0), recalled: rating > 1 }));
}
