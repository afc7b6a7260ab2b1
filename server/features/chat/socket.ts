import type { WebSocket } from 'ws';
import {
  type ChatClientFrame,
  type ChatReply,
  type ChatServerFrame,
  chatClientFrame,
  chatCloseCodes,
} from '../../../wire/chat.ts';
import type { PersonActor } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import { careFor, reads } from './line-care.ts';
import { isOwn } from './old-user.ts';
import { oldReplyOf, soundUrl } from './reply-of.ts';
import type { SpeechJobs } from './speech-jobs.ts';
import type { Talks } from './talks.ts';
import { toldError } from './told-error.ts';

export interface SocketDeps {
  talks: Talks;
  speech: SpeechJobs;
  log: Log;
  clock: Clock;
}

/** Messages that may wait while one is answered; who sends more does not listen. */
const WAITING = 20;
const WRONG_FRAMES = 20;
/** Messages in a minute; nobody writes faster. */
const A_MINUTE = 120;
const MINUTE_MS = 60_000;
/** Frames of any kind in a minute. */
const FRAMES_A_MINUTE = 600;
/** No frame of the chat is longer. */
const LONGEST_FRAME = 20_000;

type Message = Extract<ChatClientFrame, { type: 'message' }>;

/** The chat sockets of this server: one a person, the newer takes the older one's place. */
export function chatSockets({ talks, speech, log, clock }: SocketDeps) {
  const held = new Map<string, WebSocket>();

  return function serve(socket: WebSocket, actor: PersonActor): void {
    const { personId } = actor;
    let connected = false;
    let waiting = 0;
    let minute = { since: clock.now(), frames: 0, messages: 0 };
    let wrong = 0;
    let before: Promise<void> = Promise.resolve();

    const send = (frame: ChatServerFrame): void => {
      if (socket.readyState !== socket.OPEN) return;
      if (reads(socket)) socket.send(JSON.stringify(frame));
      else socket.terminate();
    };
    const refuse = (message: string, code = 'bad-request'): void => {
      send({ type: 'error', code, message });
      wrong += 1;
      if (wrong >= WRONG_FRAMES) socket.close(chatCloseCodes.notConnected, 'too many wrong frames');
    };

    const connect = (userId: unknown): void => {
      if (!isOwn(actor, userId)) {
        send({ type: 'error', code: 'forbidden', message: 'This is another person.' });
        socket.close(chatCloseCodes.notConnected, 'another person');
        return;
      }
      connected = true;
      const older = held.get(personId);
      held.set(personId, socket);
      if (older !== socket) older?.close(chatCloseCodes.replaced, 'connected elsewhere');
      send({ type: 'connected', message: 'Connected.', user_id: personId });
    };

    const respond = async (message: Message): Promise<void> => {
      const { dialogue_id: _dialogue, confidence: _sureness, speed, type: _type, ...asked } = message;
      // The earlier tutor's clients name a speed because they play what they are answered.
      const speak = asked.tts_preference ?? (speed ? { speak: true, speed } : undefined);
      try {
        const reply = await talks.say(personId, { ...asked, ...(speak ? { tts_preference: speak } : {}) });
        send({
          type: 'response',
          data: { ...oldReplyOf(reply), ...reply },
          metadata: { attempt_id: reply.turn_id, timestamp: new Date(clock.wall()).toISOString() },
        });
        tellSound(reply);
      } catch (error) {
        const told = toldError(error, log);
        send({ type: 'error', ...told });
        if (told.code === 'internal') socket.close(chatCloseCodes.broken, 'internal');
      }
    };

    const tellSound = ({ audio_job_id: job }: ChatReply): void => {
      if (job === null) return;
      speech.settled(personId, job).then(
        (status) => {
          if (status === 'ready') send({ type: 'audio_ready', audio_job_id: job, url: soundUrl(job) });
        },
        (error: unknown) => log.warn('a job of speech was lost', { job, error }),
      );
    };

    const take = (frame: ChatClientFrame): void => {
      if (frame.type === 'connect') return connect(frame.user_id);
      if (frame.type === 'ping') return send({ type: 'pong' });
      minute.messages += 1;
      if (waiting >= WAITING || minute.messages > A_MINUTE)
        return refuse('Wait for the answers to what you have sent.', 'rate-limited');
      waiting += 1;
      before = before.then(async () => {
        send({ type: 'typing', message: 'The tutor is writing.' });
        await respond(frame);
        waiting -= 1;
      });
    };

    careFor(
      socket,
      clock,
      () => connected,
      () => socket.close(chatCloseCodes.notConnected, 'connect first'),
    );
    socket.on('message', (data, isBinary) => {
      // What still comes after a goodbye is not for this line any more.
      if (socket.readyState !== socket.OPEN) return;
      const now = clock.now();
      if (now - minute.since >= MINUTE_MS) minute = { since: now, frames: 0, messages: 0 };
      minute.frames += 1;
      if (minute.frames > FRAMES_A_MINUTE) return refuse('These are too many frames.', 'rate-limited');
      const frame = isBinary ? undefined : frameOf(String(data));
      if (!connected && frame?.type !== 'connect') {
        socket.close(chatCloseCodes.notConnected, 'connect first');
        return;
      }
      if (frame) take(frame);
      else refuse('This is no frame of the chat; docs/spec/chat.md tells which there are.');
    });
    // What goes wrong on a line closes it; `close` tells of it.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (held.get(personId) === socket) held.delete(personId);
    });
  };
}

function frameOf(text: string): ChatClientFrame | undefined {
  if (text.length > LONGEST_FRAME) return undefined;
  try {
    return chatClientFrame.safeParse(JSON.parse(text)).data;
  } catch {
    // No JSON is no frame; the client is told so.
    return undefined;
  }
}
