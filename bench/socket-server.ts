// The voice socket over the simulated providers, in a process of its own: started by socket.ts.
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { openPglite } from '../server/adapters/pglite/open-pglite.ts';
import { connectPostgres } from '../server/adapters/postgres/connect-postgres.ts';
import { createHttpServer } from '../server/app/http-server.ts';
import { conversations } from '../server/features/conversations/index.ts';
import { realClock as clock } from '../server/kit/clock.ts';
import { createIds } from '../server/kit/ids.ts';
import { createLog } from '../server/kit/log.ts';
import { openConversation } from '../server/turn/conversation.ts';
import { serveParent } from './measure/server-child.ts';
import { latencies } from './workload/figures.ts';
import { oneFrameRule } from './workload/ours.ts';
import { simulatedActivity, simulatedRecogniser, simulatedScene, simulatedVoice } from './workload/providers.ts';

const MAX_FRAME_BYTES = 4_000_000;
const summary = { id: 'workload', title: 'Workload', language: 'en', level: 'B1', from: 'en', description: '' };

const folder = await mkdtemp(join(tmpdir(), 'parlando-bench-'));
// As in production, one line a turn is written; to nowhere.
const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
const log = createLog({ level: 'info', stream: nowhere, clock });
const signal = new AbortController().signal;
const database = await openPglite({ folder, connect: connectPostgres, clock, log }, signal);
const newId = createIds(clock);
const world = { clock, latencies, mark: () => undefined };
const activity = simulatedActivity();
const recogniser = simulatedRecogniser();
const voice = simulatedVoice(world);
let port = 0;
const http = await createHttpServer({
  policy: { singleLearner: true, origins: [], port: () => port },
  log,
  clock,
  maxFrameBytes: MAX_FRAME_BYTES,
  onAnswer: () => undefined,
});
const talks = conversations({
  clock,
  log,
  newId,
  database,
  scenes: { list: () => [summary], open: () => simulatedScene(world) },
  defaultSceneFor: () => summary.id,
  voiceOf: () => undefined,
  hearing: recogniser.capabilities,
  meter: { turn: () => undefined, sessions: () => undefined, socketClosed: () => undefined },
  openConversation: ({ id, scene, emit }) =>
    openConversation(
      {
        ...{ clock, log, newId, emit, activity, recogniser, voice },
        voiceFor: () => 'simulated',
        check: async () => [],
      },
      { id, scene, timing: oneFrameRule },
    ),
});
await database.migrate(talks.migrations ?? []);
await talks.routes?.(http);
await http.listen({ host: '127.0.0.1', port: 0 });
port = (http.server.address() as AddressInfo).port;

serveParent(
  { port },
  {
    cpu: () => process.cpuUsage(),
    resident: () => process.memoryUsage.rss(),
  },
  async () => {
    await talks[Symbol.asyncDispose]();
    await http.close();
    await database[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  },
);
