import { onEventsSent } from '../offline/event-queue.ts';

/** Cards that were known while there was no server: what it answered last still calls them due. */
const answered = new Set<string>();

onEventsSent(() => answered.clear());

export function noteAnswered(card: string, grade: number): void {
  if (grade > 1) answered.add(card);
  else answered.delete(card);
}

export const forgetAnswered = (card: string): boolean => answered.delete(card);

/** Without those that are on their way to the server. */
export const stillDue = <T extends { id: string }>(cards: readonly T[]): T[] =>
  cards.filter(({ id }) => !answered.has(id));
