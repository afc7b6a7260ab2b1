import { Refusal } from '../../../wire/refusals.ts';
import type { PersonActor } from '../../feature.ts';

/** The earlier tutor numbered people; 1 stands for whoever asks, as `me` does. */
export const isOwn = ({ personId }: PersonActor, userId: unknown): boolean =>
  userId === undefined || userId === null || ['1', 'me', personId].includes(String(userId));

/** Whose data is asked for: one's own, or anybody's for an admin. An API key reaches others with its scope for people alone. */
export function personOf(actor: PersonActor, userId: unknown, scope: 'people:read' | 'people:write'): string {
  if (isOwn(actor, userId)) return actor.personId;
  if (actor.kind === 'api-key' && !actor.scopes.includes(scope)) {
    throw new Refusal('forbidden', `This is another person, and this API key lacks the scope ${scope}.`, 'user_id');
  }
  if (actor.role === 'admin') return String(userId);
  throw new Refusal('forbidden', 'This is another person.', 'user_id');
}

/** One's own, for what nobody does in another's name. */
export function ownOnly(actor: PersonActor, userId: unknown): string {
  if (isOwn(actor, userId)) return actor.personId;
  throw new Refusal('forbidden', 'Nobody learns in the name of another.', 'user_id');
}
