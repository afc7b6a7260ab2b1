import { type ChatMessage, type ChatReply, chatStreamEvents } from '../../../wire/chat.ts';
import { Channel } from '../../kit/channel.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import { soundUrl } from './reply-of.ts';
import type { SpeechJobs } from './speech-jobs.ts';
import type { Talks } from './talks.ts';
import { toldError } from './told-error.ts';

export interface StreamDeps {
  talks: Talks;
  speech: SpeechJobs;
  log: Log;
  clock: Pick<Clock, 'after'>;
}

/** Pieces that may wait for a slow reader; what is left out then still comes in `done`. */
const WAITING = 1_000;
/** A comment, which no client takes for an event: proxies hang up on a line that says nothing while a model thinks. */
const STILL_HERE = ':\n\n';
const BEAT_MS = 15_000;

/** One turn as server-sent events. A client that leaves early does not stop the turn: it is kept all the same. */
export async function* streamed(deps: StreamDeps, personId: string, message: ChatMessage): AsyncGenerator<string> {
  const { talks, speech, log, clock } = deps;
  const pieces = new Channel<string>(WAITING);
  const end = (): void => pieces.close();
  const turn: Promise<ChatReply | undefined> = talks.say(personId, message, (part) => {
    pieces.tryPush(
      part.kind === 'effect'
        ? eventOf('effect', { name: part.name, data: part.data })
        : eventOf('delta', { text: part.text, language: part.language ?? '' }),
    );
  });
  const failed = turn.then(
    () => undefined,
    (error: unknown) => toldError(error, log),
  );
  turn.then(end, end);
  const beat = (): Disposable =>
    clock.after(BEAT_MS, () => {
      pieces.tryPush(STILL_HERE);
      next = beat();
    });
  let next = beat();
  try {
    yield STILL_HERE;
    for await (const piece of pieces) yield piece;
  } finally {
    next[Symbol.dispose]();
  }
  const error = await failed;
  if (error) {
    yield eventOf('error', error);
    return;
  }
  const reply = await turn;
  if (!reply) return;
  yield eventOf('done', reply);
  const job = reply.audio_job_id;
  if (job !== null && (await speech.settled(personId, job)) === 'ready') {
    yield eventOf('audio_ready', { audio_job_id: job, url: soundUrl(job) });
  }
}

function eventOf<N extends keyof typeof chatStreamEvents>(name: N, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(chatStreamEvents[name].parse(data))}\n\n`;
}
