import type { ReplyPart } from '../../turn/scene.ts';

/** A correction in a scene's feedback gets its name here, where its turn is known; the check's findings have theirs already. */
export function nameCorrection(part: ReplyPart, turnId: string): ReplyPart {
  if (part.kind !== 'effect' || part.name !== 'feedback') return part;
  const { correction } = part.data;
  if (typeof correction !== 'object' || correction === null) return part;
  return { ...part, data: { ...part.data, correction: { ...correction, id: `${turnId}/w` } } };
}
