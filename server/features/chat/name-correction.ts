import type { ReplyPart } from '../../turn/scene.ts';
import type { ChatTurn } from './store.ts';

type Data = Record<string, unknown>;

/**
 * A scene knows no turn: a correction in its feedback gets its name here, and the summary, which tells corrections again, the names that
 * they had. The check's findings have theirs already.
 */
export async function nameCorrections(
  part: ReplyPart,
  turnId: string,
  turnsBefore: () => Promise<readonly ChatTurn[]>,
): Promise<ReplyPart> {
  if (part.kind !== 'effect') return part;
  const { correction, corrected } = part.data;
  if (part.name === 'feedback' && isData(correction)) {
    return { ...part, data: { ...part.data, correction: { ...correction, id: `${turnId}/w` } } };
  }
  if (part.name !== 'summary' || !Array.isArray(corrected) || corrected.length === 0) return part;
  const names = new Map<string, string>();
  for (const { reply } of await turnsBefore()) {
    const told = reply.feedback?.correction;
    if (told) names.set(keyOf(told), told.id);
  }
  const named = corrected.filter(isData).map((one) => ({ ...one, id: names.get(keyOf(one)) ?? '' }));
  return { ...part, data: { ...part.data, corrected: named } };
}

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null;
const keyOf = ({ said, better }: { said?: unknown; better?: unknown }): string => JSON.stringify([said, better]);
