import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  type Assignment as AssignmentView,
  createAssignment,
  deleteAssignment,
  listAssignments,
} from '../../../../wire/api/lesson-editor.ts';
import { Refusal } from '../../../../wire/refusals.ts';
import type { Catalog } from '../library/catalog.ts';
import { entryIn } from '../library/routes.ts';
import type { PersonDeps } from '../library/standing.ts';
import { assignmentStatus } from './open-assignments.ts';
import type { Assignment, AssignmentStore } from './store.ts';

export interface AssignmentRouteDeps {
  store: AssignmentStore;
  catalog: Catalog;
  people: PersonDeps;
  nameOf(personId: string): Promise<string | undefined>;
  newId(prefix: string): string;
  now(): Date;
}

export function assignmentRoutes(bare: FastifyInstance, deps: AssignmentRouteDeps): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();
  const { store, catalog, newId, now, nameOf, people } = deps;

  const viewOf = async (one: Assignment): Promise<AssignmentView> => {
    const [standings, person, by] = await Promise.all([
      people.statusOf(one.personId),
      nameOf(one.personId),
      nameOf(one.assignedBy),
    ]);
    // A lesson that was archived since has its id for a name.
    const lesson = catalog.find(one.lessonId)?.lesson;
    return {
      id: one.id,
      person: { id: one.personId, name: person ?? '' },
      lesson: { id: one.lessonId, title: lesson?.title ?? one.lessonId, language: lesson?.language ?? '' },
      note: one.note,
      due_at: one.dueAt?.toISOString() ?? null,
      status: assignmentStatus(one, standings.get(one.lessonId), now()),
      assigned_by: by === undefined ? null : { id: one.assignedBy, name: by },
      created_at: one.createdAt.toISOString(),
    };
  };

  server.route({
    ...createAssignment,
    config: { access: createAssignment.access },
    async handler({ actor, body }, reply) {
      const { lesson } = entryIn(catalog, body.lesson);
      if ((await nameOf(body.person)) === undefined)
        throw new Refusal('not-found', 'There is nobody of this id here.', 'person');
      const given: Assignment = {
        id: newId('assignment'),
        personId: body.person,
        lessonId: lesson.id,
        assignedBy: actor.personId,
        note: body.note,
        dueAt: body.due_at === null ? null : new Date(body.due_at),
        createdAt: now(),
      };
      await store.add(given);
      return reply.code(201).send(await viewOf(given));
    },
  });

  server.route({
    ...listAssignments,
    config: { access: listAssignments.access },
    async handler({ actor, query }) {
      const { limit, after, person, given } = query;
      const teaches = actor.role === 'teacher' || actor.role === 'admin';
      if (!teaches && (given || (person !== undefined && person !== actor.personId)))
        throw new Refusal('forbidden', "Only teachers may see others' assignments.");
      // Without a person, what the teacher gave to everybody.
      const of =
        given && person === undefined ? { assignedBy: actor.personId } : { personId: person ?? actor.personId };
      const found = await store.list(of, limit + 1, after);
      const data = await Promise.all(found.slice(0, limit).map(viewOf));
      return { object: 'list' as const, data, has_more: found.length > limit };
    },
  });

  server.route({
    ...deleteAssignment,
    config: { access: deleteAssignment.access },
    async handler({ params }) {
      if (!(await store.remove(params.id))) throw new Refusal('not-found', 'There is no such assignment.');
      return { id: params.id, deleted: true as const };
    },
  });
}
