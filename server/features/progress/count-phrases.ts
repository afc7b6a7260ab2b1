import type { DayFact } from './facts.ts';
import { phraseFigures } from './phrase-figures.ts';
import { factOf, type ProgressTx } from './tables.ts';

/** Counts again the exchanges that these facts answer. */
export async function recountPhrases(tx: ProgressTx, personId: string, fresh: readonly DayFact[]): Promise<void> {
  const places = new Map(
    fresh.filter(({ kind }) => kind === 'answer').map((fact) => [`${fact.lesson}\n${fact.item}`, fact]),
  );
  for (const { lesson, item } of places.values()) {
    const rows = await tx
      .selectFrom('progress_facts')
      .selectAll()
      .where('person_id', '=', personId)
      .where('kind', '=', 'answer')
      .where('lesson', '=', lesson)
      .where('item', '=', item)
      .execute();
    const figures = phraseFigures(rows.map(factOf));
    if (!figures) continue;
    const values = {
      language: figures.language,
      shown_text: figures.text,
      asked: figures.asked,
      missed: figures.missed,
      mastered_at: figures.masteredAt,
      last_at: figures.lastAt,
    };
    await tx
      .insertInto('progress_phrases')
      .values({ person_id: personId, lesson, exchange: item, ...values })
      .onConflict((conflict) => conflict.columns(['person_id', 'lesson', 'exchange']).doUpdateSet(values))
      .execute();
  }
}
