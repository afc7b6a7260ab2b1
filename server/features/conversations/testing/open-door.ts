import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import type { AnyServerEvent, ServerEvent } from '../../../../wire/realtime.ts';
import { authoriseRoutes } from '../../../app/authorise.ts';
import { createHttpServer } from '../../../app/http-server.ts';
import { actorOf } from '../../../app/testing/feature-door.ts';
import type { SceneSummary } from '../../../feature.ts';
import { realClock } from '../../../kit/clock.ts';
import { createIds } from '../../../kit/ids.ts';
import { type Log, silentLog } from '../../../kit/log.ts';
import type { Database } from '../../../ports/database/port.ts';
import type { TurnRecord } from '../../../turn/events.ts';
import type { Scene } from '../../../turn/scene.ts';
import type { ConversationsDeps, Pace } from '../conversations-deps.ts';
import { ScriptedConversation } from '../fake.ts';
import { conversations } from '../index.ts';

export const summaries: SceneSummary[] = ['en', 'pl'].map((language) => ({
  id: `cafe-${language}`,
  title: 'Café',
  language,
  level: 'A1',
  from: language === 'en' ? 'pl' : 'en',
  description: 'Order something.',
}));

export interface DoorOptions {
  database: Database;
  limits?: ConversationsDeps['limits'];
  maxFrameBytes?: number;
  log?: Log;
  /** Ids of the scenes that there are; all by default. */
  scenes?: readonly string[];
  learn?: ConversationsDeps['learn'];
  paceOf?: ConversationsDeps['paceOf'];
  follow?: ConversationsDeps['follow'];
  forgotten?: ConversationsDeps['forgotten'];
}

/** The conversations feature on a real HTTP server and database, over scripted conversations. */
export async function openDoor(options: DoorOptions) {
  let port = 0;
  const scripted: ScriptedConversation[] = [];
  const restored: unknown[] = [];
  const records: TurnRecord[] = [];
  const paces: Pace[] = [];
  const closed: string[] = [];
  const http = await createHttpServer({
    policy: { singleLearner: true, origins: [], port: () => port },
    log: options.log ?? silentLog,
    clock: realClock,
    maxFrameBytes: options.maxFrameBytes ?? 4_000_000,
    onAnswer: () => undefined,
  });
  const scenes = summaries.filter(({ id }) => options.scenes?.includes(id) ?? true);
  const feature = conversations({
    clock: realClock,
    log: options.log ?? silentLog,
    newId: createIds(realClock),
    database: options.database,
    scenes: {
      list: () => scenes,
      open: (id, { state }) => {
        restored.push(state);
        return scenes.some((scene) => scene.id === id) ? ({ id } as unknown as Scene) : undefined;
      },
    },
    defaultSceneFor: (language) => (language === 'pl' ? 'cafe-pl' : 'cafe-en'),
    voiceOf: () => undefined,
    hearing: { dictation: false, languages: ['en', 'pl'] },
    openConversation({ id, emit, pace }) {
      paces.push(pace);
      const conversation = new ScriptedConversation(id, emit);
      scripted.push(conversation);
      return conversation;
    },
    meter: {
      turn: (record) => records.push(record),
      sessions: () => undefined,
      socketClosed: (why) => closed.push(why),
    },
    ...(options.learn ? { learn: options.learn } : {}),
    ...(options.paceOf ? { paceOf: options.paceOf } : {}),
    ...(options.follow ? { follow: options.follow } : {}),
    ...(options.forgotten ? { forgotten: options.forgotten } : {}),
    ...(options.limits ? { limits: options.limits } : {}),
  });
  authoriseRoutes(http, async ({ headers }) => actorOf(headers.authorization));
  await feature.routes?.(http);
  await http.listen({ host: '127.0.0.1', port: 0 });
  port = (http.server.address() as AddressInfo).port;
  return {
    port,
    http,
    feature,
    scripted,
    restored,
    records,
    paces,
    closed,
    dial: (query = '', headers: Record<string, string> = {}) =>
      Client.dial(`ws://127.0.0.1:${port}/v1/realtime${query}`, headers),
    ask: async (path: string, init?: RequestInit) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    async [Symbol.asyncDispose]() {
      await feature[Symbol.asyncDispose]();
      await http.close();
    },
  };
}

type Of<T extends ServerEvent['type']> = Extract<ServerEvent, { type: T }>;

/** A plain client that keeps all it gets. */
export class Client {
  readonly socket: WebSocket;
  readonly got: AnyServerEvent[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  #woken: (() => void)[] = [];

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      this.got.push(JSON.parse(String(data)) as AnyServerEvent);
      for (const wake of this.#woken.splice(0)) wake();
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        resolve({ code, reason: String(reason) });
        for (const wake of this.#woken.splice(0)) wake();
      });
    });
  }

  static async dial(url: string, headers: Record<string, string> = {}): Promise<Client> {
    const socket = new WebSocket(url, { headers });
    const client = new Client(socket);
    await new Promise<void>((resolve, reject) => {
      socket.on('open', () => resolve());
      socket.on('unexpected-response', (_, answer) => reject(new Error(`refused with ${answer.statusCode}`)));
    });
    return client;
  }

  send(event: object): void {
    this.socket.send(JSON.stringify(event));
  }

  configure(session: object): void {
    this.send({ type: 'session.update', session: { type: 'realtime', ...session } });
  }

  /** The first event of `type` at or after place `from`. Rejects when the socket closes without it. */
  async until<T extends ServerEvent['type']>(type: T, from = 0): Promise<Of<T>> {
    for (;;) {
      const found = this.got.slice(from).find((event): event is Of<T> => event.type === type);
      if (found) return found;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error(`closed without ${type}`);
      await new Promise<void>((resolve) => {
        this.#woken.push(resolve);
      });
    }
  }

  hangUp(): Promise<unknown> {
    this.socket.close(1000);
    return this.closed;
  }
}
