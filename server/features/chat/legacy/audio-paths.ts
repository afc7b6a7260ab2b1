import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { apiAudioClearCache, apiAudioEngines, apiAudioGenerate } from '../../../../wire/api/legacy.ts';
import { Refusal } from '../../../../wire/refusals.ts';
import type { ChatDeps } from '../chat-deps.ts';
import { ownOnly } from '../old-user.ts';
import { soundUrl } from '../reply-of.ts';
import type { SpeechJobs } from '../speech-jobs.ts';
import { succeeded } from './old-envelope.ts';

export function audioPaths(bare: FastifyInstance, { voice, voiceFor, learners }: ChatDeps, speech: SpeechJobs): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  server.route({
    ...apiAudioGenerate,
    config: { access: apiAudioGenerate.access },
    async handler({ actor, body }) {
      const { user_id, text, speed } = body;
      const id = ownOnly(actor, user_id);
      const { learning } = await learners.settingsOf(id);
      const chosen = voiceFor(learning);
      const parts = [{ text, language: learning, voice: chosen, speed }];
      const job = await speech.add(null, id, parts);
      if ((await speech.render(id, job, parts)) === 'failed') {
        throw new Refusal('outage', 'This could not be spoken. Try again soon.');
      }
      return succeeded({ audio_url: soundUrl(job), source: voice.provider, speed });
    },
  });

  server.route({
    ...apiAudioEngines,
    config: { access: apiAudioEngines.access },
    async handler() {
      const { ok, detail } = await voice.health();
      const voices = voice.voices().map(({ id, name, language }) => ({ id, name, language }));
      return succeeded([{ id: voice.provider, available: ok, detail, voices }]);
    },
  });

  server.route({
    ...apiAudioClearCache,
    config: { access: apiAudioClearCache.access },
    handler: async ({ actor }) => succeeded({ files_removed: await speech.forget(actor.personId) }),
  });
}
