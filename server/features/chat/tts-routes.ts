import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { getTtsAudio, getTtsStatus, listTtsVoices, speakTts } from '../../../wire/api/chat.ts';
import { Refusal } from '../../../wire/refusals.ts';
import { clientGone, encodeSpeech } from '../speech/index.ts';
import type { ChatDeps } from './chat-deps.ts';
import type { SpeechJobs } from './speech-jobs.ts';

export function ttsRoutes(bare: FastifyInstance, { voice, voiceFor }: ChatDeps, speech: SpeechJobs): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  server.route({
    ...speakTts,
    config: { access: speakTts.access },
    async handler({ actor, body }, reply) {
      const { text, voice_id, language, speed } = body;
      const named = voice.voices().find(({ id }) => id === voice_id);
      const chosen = named?.id ?? voiceFor(language ?? 'en');
      const speaks = voice.voices().find(({ id }) => id === chosen)?.language ?? '';
      const parts = [{ text, language: speaks, voice: chosen, speed }];
      const id = await speech.add(null, actor.personId, parts);
      void speech.render(actor.personId, id, parts);
      return reply.code(202).send((await speech.find(actor.personId, id)).job);
    },
  });

  server.route({
    ...getTtsStatus,
    config: { access: getTtsStatus.access },
    handler: async ({ actor, params }) => (await speech.find(actor.personId, params.id)).job,
  });

  server.route({
    ...listTtsVoices,
    config: { access: listTtsVoices.access },
    async handler({ query }) {
      const voices = voice
        .voices()
        .filter(({ language }) => query.language === undefined || query.language.startsWith(language))
        .map(({ id, name, language }) => ({ id, name, language }));
      return { voices, total: voices.length };
    },
  });

  server.route({
    ...getTtsAudio,
    config: { access: getTtsAudio.access },
    async handler({ actor, params, query }, reply) {
      const { job, parts } = await speech.find(actor.personId, params.id);
      if (job.status === 'failed') throw new Refusal('outage', 'This could not be spoken. Ask for it again.');
      const sound = speech.sound(parts, clientGone(reply));
      return reply
        .type(query.format === 'wav' ? 'audio/wav' : 'audio/mpeg')
        .header('cache-control', 'private, max-age=3600')
        .send(Readable.from(encodeSpeech(query.format, sound)));
    },
  });
}
