import type { LearningEvent, LearningEventOf } from '../learners/index.ts';
import { plainText } from './plain-text.ts';
import type { ProgressTx } from './tables.ts';

/** What is new about the errors of a rule. */
export interface Touched {
  /** Corrections that were not there before. */
  shown: readonly { id: string; at: Date; kind: string }[];
  /** Something about those before has changed: all is to be counted again. */
  again: boolean;
}

/** Writes down corrections and disputes; answers the rules they touch, and how. */
export async function keepCorrections(
  tx: ProgressTx,
  personId: string,
  events: readonly LearningEvent[],
): Promise<ReadonlyMap<string, Touched>> {
  const shown = events.filter((event) => event.kind === 'corrected');
  const disputed = events.filter((event) => event.kind === 'disputed').map(({ data }) => data.correction);
  const fresh = new Map<string, Touched['shown'][number]>();
  for (const event of shown) {
    const { correction: id, kind } = event.data;
    if (await keep(tx, personId, event)) fresh.set(id, { id, at: event.at, kind });
  }
  const touched = [...new Set([...shown.map(({ data }) => data.correction), ...disputed])];
  if (touched.length === 0) return new Map();
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
  const rules = new Map<string, Touched>();
  for (const id of touched) {
    const isDisputed = latest.get(id) ?? false;
    const row = await tx
      .updateTable('progress_corrections')
      .set({ disputed: isDisputed })
      .where('person_id', '=', personId)
      .where('id', '=', id)
      .returning('rule')
      .executeTakeFirst();
    if (!row) continue;
    const before = rules.get(row.rule) ?? { shown: [], again: false };
    const one = fresh.get(id);
    rules.set(row.rule, {
      shown: one && !isDisputed ? [...before.shown, one] : before.shown,
      again: before.again || (!one && disputed.includes(id)),
    });
  }
  return rules;
}

/** One rule stands for every misspelling there is; told apart by the word, each can be cured. */
const ofOneWord: ReadonlySet<string> = new Set(['SPELL', 'DIACR', 'ORTH']);

const ruleOf = ({ rule, kind, better, said }: LearningEventOf<'corrected'>['data']): string =>
  ofOneWord.has(kind) ? `${rule}:${plainText(better) || plainText(said)}` : rule;

/** False when it was there already. */
async function keep(tx: ProgressTx, personId: string, { at, data }: LearningEventOf<'corrected'>): Promise<boolean> {
  const { correction, lesson, said, better, kind } = data;
  const written = await tx
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
    .returning('id')
    .executeTakeFirst();
  return written !== undefined;
}
