import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  archiveEdited,
  createEdited,
  draftFromTopic,
  exportLesson,
  exportLessons,
  getEdited,
  importLessons,
  listEdited,
  listEditedVersions,
  publishEdited,
  restoreEdited,
  saveEdited,
  validateEdited,
} from '../../../../wire/api/lesson-editor.ts';
import { Refusal } from '../../../../wire/refusals.ts';
import { traceId } from '../../../kit/trace.ts';
import { clientGone } from '../../speech/index.ts';
import type { DraftMaker } from '../drafts/make-draft.ts';
import { fold } from '../library/search-lessons.ts';
import { Conflict, type LessonEditor } from './edit-lessons.ts';
import { importFiles } from './import-lessons.ts';
import { zipOf } from './lesson-files.ts';
import { contentOf, textIn } from './lesson-text.ts';

export interface EditorRouteDeps {
  editor: LessonEditor;
  makeDraft: DraftMaker;
}

/** Bytes of an imported file. */
const MAX_IMPORT_BYTES = 5_000_000;

export function editorRoutes(bare: FastifyInstance, { editor, makeDraft }: EditorRouteDeps): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  server.route({
    ...listEdited,
    config: { access: listEdited.access },
    async handler({ query }) {
      const all = await editor.list(query.archived);
      const wanted = fold(query.q ?? '');
      const found = all.filter((own) => fold(`${own.id} ${textIn(contentOf(own.content), 'title')}`).includes(wanted));
      const from = query.after === undefined ? 0 : found.findIndex(({ id }) => id === query.after) + 1;
      const page = found.slice(from, from + query.limit);
      const data = await Promise.all(page.map((own) => editor.viewOf(own)));
      return { object: 'list' as const, data, has_more: from + page.length < found.length };
    },
  });

  server.route({
    ...createEdited,
    config: { access: createEdited.access },
    handler: async ({ actor, body }, reply) => reply.code(201).send(await editor.create(actor.personId, body)),
  });

  server.route({
    ...getEdited,
    config: { access: getEdited.access },
    handler: ({ actor, params }) => editor.get(actor.personId, params.id),
  });

  server.route({
    ...saveEdited,
    config: { access: saveEdited.access },
    async handler({ actor, params, body }, reply) {
      try {
        return await editor.save(actor.personId, params.id, body.version, body.content);
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        const { code, message, current } = error;
        const told = { code, type: 'invalid_request_error', message, trace_id: traceId() ?? '' };
        return reply.code(409).send({ error: told, current, yours: body.content });
      }
    },
  });

  server.route({
    ...validateEdited,
    config: { access: validateEdited.access },
    handler: ({ params, body }) => editor.validate(params.id, body.content),
  });

  server.route({
    ...publishEdited,
    config: { access: publishEdited.access },
    handler: ({ actor, params, body }) => editor.publish(actor.personId, params.id, body.version, body.note),
  });

  server.route({
    ...listEditedVersions,
    config: { access: listEditedVersions.access },
    async handler({ params }) {
      return { object: 'list' as const, data: await editor.versions(params.id), has_more: false };
    },
  });

  server.route({
    ...restoreEdited,
    config: { access: restoreEdited.access },
    handler: ({ actor, params }) => editor.restore(actor.personId, params.id, params.version),
  });

  server.route({
    ...archiveEdited,
    config: { access: archiveEdited.access },
    handler: ({ actor, params, body }) => editor.archive(actor.personId, params.id, body.archived),
  });

  server.route({
    ...exportLesson,
    config: { access: exportLesson.access },
    async handler({ actor, params }, reply) {
      const { id, content } = await editor.get(actor.personId, params.id);
      return reply
        .header('content-disposition', `attachment; filename="${id}.json"`)
        .type('application/json')
        .send(`${JSON.stringify(content, null, 2)}\n`);
    },
  });

  server.route({
    ...exportLessons,
    config: { access: exportLessons.access },
    async handler({ query }, reply) {
      const wanted = query.ids?.split(',').filter(Boolean);
      const all = await editor.list(false);
      const chosen = all.filter(({ id }) => wanted === undefined || wanted.includes(id));
      if (wanted && chosen.length < new Set(wanted).size)
        throw new Refusal('not-found', 'One of these lessons is not here.', 'ids');
      const files = chosen.map(({ id, content }) => ({ name: `${id}.json`, text: content }));
      return reply
        .header('content-disposition', 'attachment; filename="lessons.zip"')
        .type('application/zip')
        .send(Buffer.from(zipOf(files)));
    },
  });

  server.route({
    ...draftFromTopic,
    config: { access: draftFromTopic.access },
    async handler({ actor, body }, reply) {
      const { content, madeBy } = await makeDraft(body, clientGone(reply));
      const draft = await editor.create(actor.personId, { content });
      return reply.code(201).send({ ...draft, made_by: madeBy });
    },
  });

  void bare.register(async (scope) => {
    const raw = { parseAs: 'buffer', bodyLimit: MAX_IMPORT_BYTES } as const;
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser(
      ['application/json', 'application/zip', 'application/octet-stream'],
      raw,
      (_, body, done) => done(null, body),
    );
    scope.withTypeProvider<ZodTypeProvider>().route({
      ...importLessons,
      config: { access: importLessons.access },
      bodyLimit: MAX_IMPORT_BYTES,
      async handler({ actor, body }) {
        if (!Buffer.isBuffer(body) || body.length === 0) throw new Refusal('bad-request', 'There is no file in this.');
        return importFiles(editor, actor.personId, body);
      },
    });
  });
}
