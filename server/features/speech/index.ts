import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { createSpeech, createTranscription, listModels, transcriptionForm } from '../../../wire/api/speech.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { Feature, SceneSource } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import { limited } from '../../kit/limit.ts';
import type { SpeechToText } from '../../ports/speech-to-text/port.ts';
import type { TextToSpeech } from '../../ports/text-to-speech/port.ts';
import { clientGone } from './client-gone.ts';
import { encodeSpeech, mimeTypes } from './encode-speech.ts';
import { chooseVoice, speakAloud } from './speak-aloud.ts';
import { type Transcription, transcribe } from './transcribe.ts';

export { clientGone } from './client-gone.ts';
export { encodeSpeech } from './encode-speech.ts';
export { speakAloud } from './speak-aloud.ts';

export interface SpeechDeps {
  clock: Clock;
  voice: TextToSpeech;
  recogniser: SpeechToText;
  scenes: SceneSource;
}

/** Bytes of an uploaded recording: two minutes at 48 kHz in stereo. */
const MAX_FILE_BYTES = 25_000_000;
const TRANSCRIBE_MS = 30_000;
/** Voices cover half to double pace; OpenAI's range is wider and is held to that. */
const PACE = { slowest: 0.5, fastest: 2 };

/** The voices and the recogniser by themselves, over HTTP in OpenAI's shapes. */
export function speech({ clock, voice, recogniser, scenes }: SpeechDeps): Feature {
  return {
    name: 'speech',
    async routes(bare: FastifyInstance) {
      const server = bare.withTypeProvider<ZodTypeProvider>();

      server.route({
        ...createSpeech,
        config: { access: createSpeech.access },
        async handler(request, reply) {
          const { input, voice: wanted, speed, response_format } = request.body;
          const chosen = chooseVoice(voice.voices(), typeof wanted === 'object' ? wanted.id : wanted);
          const pace = Math.min(PACE.fastest, Math.max(PACE.slowest, speed));
          const sound = await speakAloud(voice, { text: input, voice: chosen.id, speed: pace }, clientGone(reply));
          return reply.type(mimeTypes[response_format]).send(Readable.from(encodeSpeech(response_format, sound)));
        },
      });

      server.route({
        ...listModels,
        config: { access: listModels.access },
        handler: async () => ({ object: 'list' as const, data: models(voice, scenes) }),
      });

      await bare.register(async (scope) => {
        await scope.register(multipart, { limits: { fileSize: MAX_FILE_BYTES, files: 1, fields: 20, parts: 21 } });
        scope.route({
          ...createTranscription,
          config: { access: createTranscription.access },
          bodyLimit: MAX_FILE_BYTES,
          schema: {
            summary: 'Which of the expected phrases is said in a WAV',
            description:
              'A form with `file` (WAV), `prompt` (the expected phrases, one a line or between bars), `language` and `response_format` (json, text, verbose_json). Answers 422 `no-dictation` without phrases, or when none of them is said.',
            tags: ['speech'],
            consumes: ['multipart/form-data'],
          },
          async handler(request, reply) {
            const { file, form } = await readForm(request);
            const late = (): Error => new Refusal('overloaded', 'This took too long. Try again soon.');
            const work = (signal: AbortSignal): Promise<Transcription> =>
              transcribe(recogniser, clock, { file, prompt: form.prompt, language: form.language }, signal);
            const heard = await limited(clock, TRANSCRIBE_MS, late, work, clientGone(reply));
            return answer(heard, form.response_format, reply);
          },
        });
      });
    },
  };
}

function answer(
  heard: Transcription,
  format: 'json' | 'text' | 'verbose_json',
  reply: { type(mime: string): { send(body: string): unknown } },
): unknown {
  const { text, verdict, language, seconds, words } = heard;
  if (format === 'verbose_json') return { task: 'transcribe', text, verdict, language, duration: seconds, words };
  // The other shapes cannot say that it is not sure.
  if (verdict === 'unsure') {
    throw new Refusal(
      'no-dictation',
      'It may be one of the phrases, but not surely. Ask for verbose_json to see it.',
      'file',
    );
  }
  if (format === 'text') return reply.type('text/plain; charset=utf-8').send(`${text}\n`);
  return { text, usage: { type: 'duration', seconds } };
}

async function readForm(request: FastifyRequest) {
  if (!request.isMultipart()) throw new Refusal('unsupported-media', 'Send a form with a file (multipart/form-data).');
  let file: Buffer | undefined;
  const fields: Record<string, unknown> = {};
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') file = await part.toBuffer();
      else fields[part.fieldname.replace(/\[\]$/, '')] = part.value;
    }
  } catch (error) {
    // Its limits have a status of their own; what else the parser throws is about the form.
    if (error instanceof Error && 'statusCode' in error) throw error;
    throw new Refusal('bad-request', 'The form is broken off, or no form at all.');
  }
  if (!file) throw new Refusal('bad-request', 'The form has no file.', 'file');
  const form = transcriptionForm.safeParse(fields);
  if (form.success) return { file, form: form.data };
  const issue = form.error.issues[0];
  throw new Refusal('invalid-value', issue?.message ?? 'The form is not valid.', issue?.path.join('.'));
}

function models(voice: TextToSpeech, scenes: SceneSource) {
  const model = { object: 'model' as const, created: 0, owned_by: 'parlando' };
  return [
    ...scenes
      .list()
      .map(({ id, title, language }) => ({ ...model, id, kind: 'scene' as const, name: title, language })),
    ...voice.voices().map(({ id, name, language }) => ({ ...model, id, kind: 'voice' as const, name, language })),
  ];
}
