import type { AnyTransaction, LearningEvent, Projection } from '../learners/index.ts';
import { recountDays } from './count-days.ts';
import { keepCorrections } from './count-errors.ts';
import { recountLessons } from './count-lessons.ts';
import { recountPhrases } from './count-phrases.ts';
import { countWords } from './count-words.ts';
import { factsOf } from './facts.ts';
import { recountErrors } from './recount-errors.ts';
import { factOf, factRow, inTx, settingsHistory } from './tables.ts';

/**
 * Keeps the derived tables in step with the log. Whatever new events touch (days, phrases, lessons, errors) is counted again from all
 * its facts, so the order of arrival makes no difference: a day that comes late mends the streak.
 */
export const progressProjection: Projection = {
  name: 'progress',
  async apply(tx: AnyTransaction, personId: string, told: readonly LearningEvent[]): Promise<void> {
    const own = inTx(tx);
    const events = [...new Map(told.map((event) => [event.id, event])).values()];
    const history = await settingsHistory(own, personId);
    const rows = events.flatMap(factsOf).map((fact) => factRow(personId, fact, history));
    for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
      await own
        .insertInto('progress_facts')
        .values(rows.slice(from, from + ROWS_A_STATEMENT))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    const facts = rows.map(factOf);
    await recountDays(own, personId, facts);
    await recountPhrases(own, personId, facts);
    await countWords(own, personId, facts, events);
    await recountLessons(own, personId, events);
    const rules = await keepCorrections(own, personId, events);
    await recountErrors(own, personId, rules, facts);
  },
};

/** PostgreSQL takes 65,535 parameters a statement. */
const ROWS_A_STATEMENT = 500;
