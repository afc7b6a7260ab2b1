import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  v2ChangeProgress,
  v2Evaluate,
  v2Lesson,
  v2LessonNext,
  v2Recognize,
  v2UserProgress,
  v2UserStats,
} from '../../../../wire/api/legacy.ts';
import type { LevelEstimate } from '../../../../wire/api/progress.ts';
import { Refusal } from '../../../../wire/refusals.ts';
import type { ChatDeps } from '../chat-deps.ts';
import { forwarded } from '../forwarded.ts';
import { evaluated } from './evaluated.ts';
import { dialogueOf, lessonOf, soundsOf } from './read-lessons.ts';

/** The second version of the earlier tutor, which had no envelope. */
export function v2Paths(bare: FastifyInstance, { overviewOf }: ChatDeps): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  const progressOf = async (request: Parameters<typeof forwarded>[0]) => {
    const { xp, streak, accuracy } = await overviewOf(request.actor.personId);
    const level = (await forwarded(request, { method: 'GET', url: '/v1/progress/level' })) as LevelEstimate;
    return { xp, streak: streak.days, cefr: level.from, accuracy };
  };

  server.route({
    ...v2Recognize,
    config: { access: v2Recognize.access },
    bodyLimit: 9_000_000,
    async handler(request) {
      const { audio_base64, phrases, language } = request.body;
      const form = new FormData();
      form.set('file', new Blob([Buffer.from(audio_base64, 'base64')], { type: 'audio/wav' }), 'said.wav');
      form.set('response_format', 'verbose_json');
      if (phrases.length > 0) form.set('prompt', phrases.join('\n'));
      if (language !== undefined) form.set('language', language);
      const { text, words } = (await forwarded(request, {
        method: 'POST',
        url: '/v1/audio/transcriptions',
        form,
      })) as { text: string; words: { word: string; start: number; end: number }[] };
      return { transcript: text, words };
    },
  });

  server.route({
    ...v2Evaluate,
    config: { access: v2Evaluate.access },
    async handler(request) {
      const { phrase_id, user_transcript } = request.body;
      const [lessonId = '', exchange = ''] = phrase_id.split('/');
      const { lesson, dialogue } = await dialogueOf(request, lessonId, exchange);
      return evaluated(user_transcript, dialogue, lesson.language);
    },
  });

  server.route({
    ...v2Lesson,
    config: { access: v2Lesson.access },
    async handler(request) {
      const lesson = await lessonOf(request, request.params.id);
      return {
        lesson_id: lesson.id,
        title: lesson.title,
        level: lesson.level,
        phrases: lesson.dialogues.map(({ id, tutor, answers }) => ({
          id: `${lesson.id}/${id}`,
          tutor_phrase: tutor,
          expected_phrases: answers.map(({ text }) => text),
        })),
      };
    },
  });

  server.route({
    ...v2LessonNext,
    config: { access: v2LessonNext.access },
    async handler(request) {
      const lesson = await lessonOf(request, request.params.id);
      const { index } = request.query;
      const dialogue = lesson.dialogues[index];
      if (!dialogue) throw new Refusal('not-found', 'The lesson has no phrase of this number.', 'index');
      return {
        lesson_id: lesson.id,
        current_index: index,
        total: lesson.dialogues.length,
        tutor_phrase: dialogue.tutor,
        expected_phrases: dialogue.answers.map(({ text }) => text),
        audio_url: (await soundsOf(request, lesson.id)).get(`dialogue:${dialogue.id}`)?.url ?? '',
      };
    },
  });

  server.route({
    ...v2UserProgress,
    config: { access: v2UserProgress.access },
    async handler(request) {
      const { accuracy: _, ...told } = await progressOf(request);
      return told;
    },
  });

  server.route({
    ...v2ChangeProgress,
    config: { access: v2ChangeProgress.access },
    async handler(request) {
      const { accuracy: _, ...told } = await progressOf(request);
      return told;
    },
  });

  server.route({
    ...v2UserStats,
    config: { access: v2UserStats.access },
    async handler(request) {
      const { accuracy, ...told } = await progressOf(request);
      return {
        ...told,
        total_attempts: accuracy.days.reduce((sum, day) => sum + day.total, 0),
        total_passed: accuracy.days.reduce((sum, day) => sum + day.right, 0),
      };
    },
  });
}
