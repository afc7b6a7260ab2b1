import { openAssignments } from '../assignments/open-assignments.ts';
import type { AssignmentStore } from '../assignments/store.ts';
import type { PersonDeps, PersonView } from './standing.ts';

/** Assignments that are looked at for what is still to do; older ones are history. */
const mostAssignments = 100;

export async function personView(
  personId: string,
  { people, assignments, now }: { people: PersonDeps; assignments: AssignmentStore; now: Date },
): Promise<PersonView> {
  const [standings, due, placed, given] = await Promise.all([
    people.statusOf(personId),
    people.dueOf(personId),
    people.placedOf(personId),
    assignments.list({ personId }, mostAssignments),
  ]);
  return { standings, due, placed, assigned: openAssignments(given, standings, now) };
}
