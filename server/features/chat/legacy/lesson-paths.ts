import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  apiChatRespond,
  apiLessonCatalog,
  apiLessonGenerate,
  apiLessonGet,
  apiLessonOptions,
} from '../../../../wire/api/legacy.ts';
import type { ChatDeps } from '../chat-deps.ts';
import { forwarded } from '../forwarded.ts';
import { ownOnly } from '../old-user.ts';
import { oldReplyOf } from '../reply-of.ts';
import type { Talks } from '../talks.ts';
import { succeeded } from './old-envelope.ts';
import { oldCatalog, oldLesson, oldOptions } from './old-lesson.ts';
import { allLessons, dialogueOf, lessonOf, soundsOf } from './read-lessons.ts';

export function lessonPaths(bare: FastifyInstance, { learners, clock }: ChatDeps, talks: Talks): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  server.route({
    ...apiChatRespond,
    config: { access: apiChatRespond.access },
    async handler({ actor, body }) {
      const { user_id, text, lesson_id, speed } = body;
      const tts_preference = { speak: true, speed };
      const reply = await talks.say(ownOnly(actor, user_id), { lesson_id, text, tts_preference });
      const timestamp = new Date(clock.wall()).toISOString();
      return succeeded(oldReplyOf(reply), 'OK', { attempt_id: reply.turn_id, timestamp });
    },
  });

  server.route({
    ...apiLessonGet,
    config: { access: apiLessonGet.access },
    async handler(request) {
      const lesson = await lessonOf(request, request.query.lesson_id);
      return succeeded(oldLesson(lesson, await soundsOf(request, lesson.id)));
    },
  });

  server.route({
    ...apiLessonOptions,
    config: { access: apiLessonOptions.access },
    async handler(request) {
      const { lesson_id, dialogue_id } = request.query;
      const { dialogue } = await dialogueOf(request, lesson_id, dialogue_id);
      return succeeded({ lesson_id, dialogue_id, options: oldOptions(dialogue) });
    },
  });

  server.route({
    ...apiLessonCatalog,
    config: { access: apiLessonCatalog.access },
    handler: async (request) => succeeded(oldCatalog(await allLessons(request))),
  });

  server.route({
    ...apiLessonGenerate,
    config: { access: apiLessonGenerate.access },
    async handler(request) {
      const { topic, level, num_dialogues } = request.body;
      const { learning } = await learners.settingsOf(request.actor.personId);
      const drafted = (await forwarded(request, {
        method: 'POST',
        url: '/v1/editor/drafts/from-topic',
        body: { topic, language: learning, level, dialogues: Math.min(10, num_dialogues) },
      })) as { id: string; content: object; made_by: string };
      return succeeded(drafted.content, 'A draft was made. Publish it in the editor.', {
        lesson_id: drafted.id,
        made_by: drafted.made_by,
      });
    },
  });
}
