import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type WebSocket, WebSocketServer } from 'ws';
import { defaultSettings } from '../wire/settings.ts';
import { scriptedAnswer, scriptedScenes } from './scripted-answers.ts';

const dist = fileURLToPath(new URL('../web/dist', import.meta.url));
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** As strict as a page can be held to: whatever needs more is a fault of the page. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; frame-ancestors 'none'";

export { scriptedScenes };

type Message = { type: string; [field: string]: unknown };

/** One page on the other end of the socket. */
export class ScriptedClient {
  readonly received: Message[] = [];
  readonly #socket: WebSocket;
  readonly #log: { n: number };
  #waiting: { type: string; from: number; tell: (message: Message) => void }[] = [];

  constructor(socket: WebSocket, log: { n: number }) {
    this.#socket = socket;
    this.#log = log;
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message;
      this.received.push(message);
      const place = this.received.length - 1;
      this.#waiting = this.#waiting.filter((wait) => {
        if (wait.type !== message.type || place < wait.from) return true;
        wait.tell(message);
        return false;
      });
    });
  }

  /** The first message of this type from `from` (a place in `received`) on. */
  next(type: string, from = 0): Promise<Message> {
    const known = this.received.find((message, place) => place >= from && message.type === type);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((tell) => {
      this.#waiting.push({ type, from, tell });
    });
  }

  send(...messages: Message[]): void {
    for (const message of messages) {
      this.#log.n += 1;
      const { type, ...rest } = message;
      this.#socket.send(JSON.stringify({ type, event_id: `event_scripted_${this.#log.n}`, ...rest }));
    }
  }

  /** The connection breaks, without a goodbye. */
  drop(): void {
    this.#socket.terminate();
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }
}

/** The built page with a server behind it that says what a test tells it to. */
export class ScriptedTutor implements AsyncDisposable {
  readonly clients: ScriptedClient[] = [];
  readonly #http: Server;
  readonly #sockets: WebSocketServer;
  readonly #log = { n: 0 };
  readonly #settings = new Map<string, object>();
  #arrivals: ((client: ScriptedClient) => void)[] = [];
  /** Status of `/v1/scenes` and `/v1/me`. */
  scenesStatus = 200;

  private constructor() {
    this.#http = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://here').pathname;
      if (/^\/(v1|auth)\//.test(path)) {
        void this.#answer(path, request, response);
        return;
      }
      const wanted = join(dist, normalize(path));
      const file =
        wanted.startsWith(dist) && existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(dist, 'index.html');
      response.writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policy,
      });
      createReadStream(file).pipe(response);
    });
    this.#sockets = new WebSocketServer({ server: this.#http, handleProtocols: () => 'realtime' });
    this.#sockets.on('connection', (socket) => {
      const client = new ScriptedClient(socket, this.#log);
      this.clients.push(client);
      this.#arrivals.shift()?.(client);
    });
  }

  /** Each visit has settings of its own, told apart by a cookie. */
  async #answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const visit = /visit=(\d+)/.exec(request.headers.cookie ?? '')?.[1] ?? String(this.#settings.size);
    const before = this.#settings.get(visit) ?? defaultSettings;
    const change = path === '/v1/me/settings' ? JSON.parse((await text(request)) || '{}') : {};
    this.#settings.set(visit, { ...before, ...change });
    const answer = scriptedAnswer(path, this.#settings.get(visit));
    const status = path === '/v1/scenes' || path === '/v1/me' ? this.scenesStatus : 200;
    const headers = { 'content-type': 'application/json', 'set-cookie': `visit=${visit}; Path=/; SameSite=Strict` };
    response.writeHead(answer === undefined ? 404 : status, headers).end(JSON.stringify(answer ?? {}));
  }

  static async open(): Promise<ScriptedTutor> {
    const tutor = new ScriptedTutor();
    await new Promise<void>((resolve) => tutor.#http.listen(0, '127.0.0.1', resolve));
    return tutor;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/`;
  }

  arrival(): Promise<ScriptedClient> {
    return new Promise((tell) => {
      this.#arrivals.push(tell);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }
}
