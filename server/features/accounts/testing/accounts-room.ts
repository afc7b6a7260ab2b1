import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { authoriseRoutes } from '../../../app/authorise.ts';
import { createHttpServer } from '../../../app/http-server.ts';
import { createIdentify } from '../../../app/identify.ts';
import type { Answer } from '../../../app/testing/feature-door.ts';
import { watchSockets } from '../../../app/watch-sockets.ts';
import type { Feature } from '../../../feature.ts';
import { createIds } from '../../../kit/ids.ts';
import { silentLog } from '../../../kit/log.ts';
import { Secret } from '../../../kit/secret.ts';
import { VirtualClock } from '../../../kit/virtual-clock.ts';
import { openFakeDatabase } from '../../../ports/database/fake.ts';
import type { Database, Migration } from '../../../ports/database/port.ts';
import { type FakeHotState, fakeHotState } from '../../../ports/hot-state/fake.ts';
import { type FakeMail, fakeMail } from '../../../ports/mail/fake.ts';
import { type LearnersFeature, learners } from '../../learners/index.ts';
import { type AccountsFeature, accounts, type Registration } from '../index.ts';

export const OPERATOR_KEY = 'the key of the operator';
export const ORIGIN = 'https://tutor.example';
/** No common one. */
export const PASSWORD = 'violet-anchor-marmot-71';

export interface AccountsRoom extends AsyncDisposable {
  database: Database;
  clock: VirtualClock;
  hotState: FakeHotState;
  mail: FakeMail;
  accounts: AccountsFeature;
  learners: LearnersFeature;
  http: FastifyInstance;
  /** Uses of the database so far. */
  queries(): number;
  migrations: readonly Migration[];
  ask(path: string, options?: AskOptions): Promise<Answer>;
  /** The token of the link in the newest letter to the address. */
  tokenIn(address: string): string;
  welcomeToken(): Promise<string>;
  /** The first admin, signed in. */
  admin(): Promise<Member>;
  /** Invited by the admin and signed in. */
  member(role: string, email: string): Promise<Member>;
}

export interface AskOptions {
  method?: string;
  body?: unknown;
  form?: Record<string, string>;
  as?: string | undefined;
  headers?: Record<string, string>;
}

export interface Member {
  id: string;
  access: string;
  refresh: string;
}

export interface RoomOptions {
  registration?: Registration;
  singleLearner?: boolean;
  /** Closed with the room; a fake one unless given. */
  database?: Database;
  /** Beside learners and accounts. */
  more?: (room: Pick<AccountsRoom, 'database' | 'clock' | 'accounts' | 'learners' | 'mail'>) => readonly Feature[];
}

/** Accounts on a real HTTP server and a migrated database, with identification as the server does it, in virtual time. */
export async function openAccountsRoom(options: RoomOptions = {}): Promise<AccountsRoom> {
  const { registration = 'invite', singleLearner = false } = options;
  const clock = new VirtualClock();
  let queries = 0;
  const opened = options.database ?? (await openFakeDatabase());
  const database: Database = {
    ...opened,
    get db() {
      queries += 1;
      return opened.db;
    },
    transaction(work) {
      queries += 1;
      return opened.transaction(work);
    },
  };
  const hotState = fakeHotState({ clock });
  const mail = fakeMail();
  const log = silentLog;
  const people = learners({
    clock,
    log,
    database,
    projections: () => [],
    emailOf: (id) => feature.emailOf(id),
  });
  const feature = accounts({
    clock,
    log,
    newId: createIds(clock),
    database,
    hotState,
    mail,
    learners: people,
    registration,
    singleLearner,
    origin: () => ORIGIN,
  });
  const features = [
    people,
    feature,
    ...(options.more?.({ database, clock, accounts: feature, learners: people, mail }) ?? []),
  ];
  const migrations = features.flatMap((one) => one.migrations ?? []);
  await database.migrate(migrations.sort((a, b) => (a.id < b.id ? -1 : 1)));
  let port = 0;
  const http = await createHttpServer({
    policy: { singleLearner, origins: [ORIGIN], port: () => port },
    log,
    clock,
    maxFrameBytes: 100_000,
    onAnswer: () => undefined,
  });
  authoriseRoutes(
    http,
    createIdentify({ accounts: feature, accessKey: singleLearner ? undefined : new Secret(OPERATOR_KEY) }),
  );
  watchSockets(http, { accounts: feature, clock });
  const stop = new AbortController();
  for (const one of features) await one.routes?.(http);
  for (const one of features) await one.start?.(stop.signal);
  await http.listen({ host: '127.0.0.1', port: 0 });
  port = (http.server.address() as AddressInfo).port;

  const room: AccountsRoom = {
    database,
    clock,
    hotState,
    mail,
    accounts: feature,
    learners: people,
    http,
    queries: () => queries,
    migrations,
    async ask(path, { method, body, form, as, headers = {} } = {}) {
      const sent: Record<string, string> = { ...headers };
      if (as !== undefined) sent.authorization = `Bearer ${as}`;
      if (body !== undefined) sent['content-type'] = 'application/json';
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: method ?? (body === undefined && form === undefined ? 'GET' : 'POST'),
        headers: sent,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      });
      const bytes = Buffer.from(await answer.arrayBuffer());
      const json = answer.headers.get('content-type')?.includes('json') ?? false;
      const plain = json ? JSON.parse(bytes.toString() || 'null') : bytes;
      return { status: answer.status, body: plain, headers: answer.headers };
    },
    tokenIn(address) {
      const text = mail.sent.findLast(({ to }) => to === address)?.text ?? '';
      const token = /#token=([\w-]+)/.exec(text)?.[1];
      if (!token) throw new Error(`no link was sent to ${address}`);
      return token;
    },
    async welcomeToken() {
      return (await feature.welcomeLink())?.split('#token=')[1] ?? 'none';
    },
    async admin() {
      const body = { email: 'admin@example.org', password: PASSWORD, name: 'Ada', token: await room.welcomeToken() };
      return memberOf(await room.ask('/auth/register', { body }));
    },
    async member(role, email) {
      const invitation = await room.ask('/v1/people/invitations', { as: OPERATOR_KEY, body: { email, role } });
      const token = String(invitation.body.url).split('#token=')[1];
      return memberOf(await room.ask('/auth/register', { body: { email, password: PASSWORD, token } }));
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await http.close();
      await feature[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
  return room;
}

export function memberOf({ status, body }: Answer): Member {
  if (status > 201) throw new Error(`not signed in: ${status} ${JSON.stringify(body)}`);
  return { id: body.user.id, access: body.tokens.access_token, refresh: body.tokens.refresh_token };
}
