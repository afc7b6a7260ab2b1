import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type WebSocket, WebSocketServer } from 'ws';

const dist = fileURLToPath(new URL('../web/dist', import.meta.url));
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** As strict as a page can be held to: whatever needs more is a fault of the page. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-ancestors 'none'";

export const scriptedScenes = [
  {
    id: 'cafe-en',
    title: 'A table by the window',
    language: 'en',
    level: 'A2',
    from: 'pl',
    description: 'Zamów kawę i coś słodkiego w londyńskiej kawiarni.',
  },
  {
    id: 'cafe-pl',
    title: 'Stolik przy oknie',
    language: 'pl',
    level: 'A1',
    from: 'en',
    description: 'Order a coffee and a cake in a café in Kraków.',
  },
];

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
  #arrivals: ((client: ScriptedClient) => void)[] = [];
  /** Status of `/v1/scenes`. */
  scenesStatus = 200;

  private constructor() {
    this.#http = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://here').pathname;
      if (path === '/v1/scenes') {
        response.writeHead(this.scenesStatus, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ object: 'list', data: scriptedScenes }));
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
