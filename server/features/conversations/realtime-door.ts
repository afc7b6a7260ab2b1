import type { WebSocket } from 'ws';
import { clientEvents, closeCodes } from '../../../wire/realtime.ts';
import { withTrace } from '../../kit/trace.ts';
import { Connection, type ConnectionLimits } from './connection.ts';
import { errorEvent } from './outgoing.ts';
import type { Sessions } from './sessions.ts';
import type { SessionOptions, SessionWorld, VoiceSession } from './voice-session.ts';

export interface DoorDeps {
  sessions: Sessions;
  /** What the session of this client stands on; `restore` names a conversation to go on with. Rejects when it cannot be read. */
  worldFor(client: Pick<SessionOptions, 'personId' | 'wishes'>): Promise<SessionWorld>;
  limits: ConnectionLimits;
  onClosed(why: string): void;
  clock: ConstructorParameters<typeof Connection>[1];
}

/** Serves one client of the voice socket, from the handshake to the close. */
export async function serveClient(
  socket: WebSocket,
  options: Pick<SessionOptions, 'personId' | 'model' | 'wishes'>,
  trace: string,
  deps: DoorDeps,
): Promise<void> {
  let session: VoiceSession | undefined;
  let first = true;
  const connection = new Connection(socket, deps.clock, deps.limits, {
    frame: (text) => withTrace(trace, () => take(text)),
    binary: () => session?.refuse('binary_not_supported', 'Messages are JSON text; there is no binary dialect.', null),
    roomAgain: () => session?.log.pump(),
    closed(code, why) {
      if (session)
        deps.sessions.leave(session, connection, code === 1000 || why === 'rate-limited' || why === 'too-many-errors');
      deps.onClosed(why ?? String(code));
    },
  });

  const take = (text: string): boolean => {
    const resume = first ? resumeOf(text) : undefined;
    first = false;
    if (!session) return true;
    return resume ? goOn(resume, session) : session.receive(text);
  };

  const goOn = (resume: Resume, fresh: VoiceSession): boolean => {
    const earlier = deps.sessions.resume(options.personId, resume.token, connection, resume.last_event_id);
    if (!earlier) {
      const message = 'There is no such session any more. Open the conversation again by its id.';
      fresh.refuse('session_not_found', message, resume.event_id ?? null);
      return false;
    }
    session = earlier;
    deps.sessions.leave(fresh, connection, true);
    const missed = earlier.attach(connection, resume.last_event_id);
    earlier.tellSession(true, missed);
    return true;
  };

  // Nothing is read until the session stands; what the client sends meanwhile waits on the line.
  socket.pause();
  try {
    const world = await deps.worldFor(options);
    if (socket.readyState !== socket.OPEN) return;
    session = withTrace(trace, () => deps.sessions.open(options, world, connection));
  } catch (error) {
    refuse(socket, 'internal', 'The conversation could not be opened. Try again soon.');
    throw error;
  } finally {
    socket.resume();
  }
  if (session) session.attach(connection);
  else refuse(socket, 'overloaded', 'The server has as many sessions as it can hold. Try again soon.');
}

type Resume = { token: string; event_id?: string | undefined; last_event_id?: string | null | undefined };

function resumeOf(text: string): Resume | undefined {
  if (!text.includes('tutor.session.resume')) return undefined;
  try {
    return clientEvents['tutor.session.resume'].safeParse(JSON.parse(text)).data;
  } catch {
    // No JSON is no resume; the session tells the client what is wrong with it.
    return undefined;
  }
}

function refuse(socket: WebSocket, why: 'internal' | 'overloaded', message: string): void {
  const { type, ...rest } = errorEvent('server_error', why, message, null, null);
  socket.send(JSON.stringify({ type, event_id: 'event_1', ...rest }));
  socket.close(closeCodes[why], why);
}
