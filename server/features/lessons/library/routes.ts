import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  getLesson,
  getLessonAudio,
  getLessonLine,
  getLessonSchema,
  listLessons,
  suggestLessons,
} from '../../../../wire/api/lessons.ts';
import { Refusal } from '../../../../wire/refusals.ts';
import { clientGone } from '../../speech/index.ts';
import { lessonJsonSchema } from '../lesson-json-schema.ts';
import type { Catalog, CatalogEntry } from './catalog.ts';
import { detailView, summaryView } from './lesson-views.ts';
import type { LineSounds } from './line-sound.ts';
import { listedLessons, recent } from './list-lessons.ts';
import { recommend } from './recommend.ts';
import { sendSound } from './send-sound.ts';
import type { PersonView } from './standing.ts';

export interface LibraryRouteDeps {
  catalog: Catalog;
  sounds: LineSounds;
  viewOf(personId: string): Promise<PersonView>;
}

const mostRecent = 5;
/** A line's key with this after it is the line said slowly. */
const SLOWLY = '-slow';

export function entryIn(catalog: Catalog, id: string): CatalogEntry {
  const entry = catalog.find(id);
  if (!entry) throw new Refusal('not-found', 'There is no such lesson. GET /v1/lessons lists them.');
  return entry;
}

export function libraryRoutes(bare: FastifyInstance, { catalog, sounds, viewOf }: LibraryRouteDeps): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  server.route({
    ...listLessons,
    config: { access: listLessons.access },
    async handler({ actor, query }) {
      const person = await viewOf(actor.personId);
      const { found, levels, tags, modules } = listedLessons(catalog.all(), person, query);
      const from = query.after === undefined ? 0 : found.findIndex(({ lesson }) => lesson.id === query.after) + 1;
      const page = found.slice(from, from + query.limit);
      return {
        object: 'list' as const,
        data: page.map((entry) => summaryView(entry, person)),
        has_more: from + page.length < found.length,
        total: found.length,
        levels,
        tags,
        modules,
      };
    },
  });

  server.route({
    ...suggestLessons,
    config: { access: suggestLessons.access },
    async handler({ actor, query }) {
      const person = await viewOf(actor.personId);
      const { found } = listedLessons(catalog.all(), person, { ...query, sort: 'level', limit: 1 });
      const courseOrder = catalog.all().filter((entry) => found.includes(entry));
      const [next] = recommend(courseOrder, person);
      return {
        next: next ? { lesson: summaryView(next.entry, person), why: next.why } : null,
        recent: recent(courseOrder, person)
          .slice(0, mostRecent)
          .map((entry) => summaryView(entry, person)),
        assigned: courseOrder
          .filter(({ lesson }) => person.assigned.has(lesson.id))
          .map((entry) => summaryView(entry, person)),
      };
    },
  });

  const schema = lessonJsonSchema();
  server.route({ ...getLessonSchema, config: { access: getLessonSchema.access }, handler: async () => schema });

  server.route({
    ...getLesson,
    config: { access: getLesson.access },
    async handler({ actor, params }) {
      return detailView(entryIn(catalog, params.id), await viewOf(actor.personId));
    },
  });

  server.route({
    ...getLessonAudio,
    config: { access: getLessonAudio.access },
    async handler({ params }) {
      const { lesson, version, lines } = entryIn(catalog, params.id);
      const told = await Promise.all(
        [...lines.values()].map(async (line) => {
          const native = line.native !== '' && (await sounds.native(lesson.id, line.native)) !== undefined;
          const url = `/v1/lessons/${encodeURIComponent(lesson.id)}/audio/${line.key}`;
          const { of, text, language } = line;
          return of.map((one) => ({ of: one, text, language, url, slow_url: `${url}${SLOWLY}`, native }));
        }),
      );
      return { lesson: lesson.id, version, lines: told.flat() };
    },
  });

  server.route({
    ...getLessonLine,
    config: { access: getLessonLine.access },
    async handler(request, reply) {
      const { lesson, lines } = entryIn(catalog, request.params.id);
      const slowly = request.params.line.endsWith(SLOWLY);
      const line = lines.get(slowly ? request.params.line.slice(0, -SLOWLY.length) : request.params.line);
      if (!line) throw new Refusal('not-found', 'This lesson has no such line. Its audio list has changed.');
      const file = slowly ? line.nativeSlow : line.native;
      const native = file === '' ? undefined : await sounds.native(lesson.id, file);
      if (native) return sendSound(request, reply, { ...native, tag: `${request.params.line}-native` });
      const voice = sounds.voiceFor(line.language, request.query.voice);
      const tag = `${request.params.line}-${voice.replace(/[^\w-]/g, '_')}`;
      const spoken = await sounds.spoken(line, slowly, voice, clientGone(reply));
      return sendSound(request, reply, { ...spoken, tag });
    },
  });
}
