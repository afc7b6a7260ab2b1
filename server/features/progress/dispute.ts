import type { CorrectionShown } from '../../../wire/api/progress.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { ProgressDeps } from './index.ts';
import { readCorrection } from './read-errors.ts';
import { inTx } from './tables.ts';

/** "Not an error", and taking that back: an event of the learning log like any other, from which the rest follows. */
export function disputes({ database, learners, clock, newId }: ProgressDeps) {
  return {
    dispute(personId: string, id: string, disputed: boolean): Promise<CorrectionShown> {
      return database.transaction(async (tx) => {
        const before = await readCorrection(inTx(tx), personId, id);
        if (!before) throw new Refusal('not-found', 'There is no such correction.', 'id');
        // Said twice is said once.
        if (before.disputed === disputed) return before;
        await learners.record(tx, personId, [
          {
            id: newId('dispute'),
            at: new Date(clock.wall()),
            kind: 'disputed',
            data: { correction: id, taken_back: !disputed },
          },
        ]);
        return { ...before, disputed };
      });
    },
  };
}
