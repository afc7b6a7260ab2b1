import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import type { FromPgliteWorker, PgliteWorkerData, ToPgliteWorker } from './worker-messages.ts';

const { dataFolder, socketPath } = workerData as PgliteWorkerData;
const said: string[] = [];

// Its defaults are for a machine of its own; 16 MB of buffers saves 130 MB of memory.
const settings = ['shared_buffers = 16MB', "timezone = 'UTC'", "log_timezone = 'UTC'"];

function hear(line: string): boolean {
  said.push(line);
  if (said.length > 40) said.shift();
  return true;
}

function open(folder: string): Promise<PGlite> {
  return PGlite.create({ dataDir: folder, postgresqlconf: settings, onStderr: hear, onStdout: () => true });
}

/** Makes the folder beside its place and moves it there whole: a kill or a full disk on the way leaves nothing that looks like a database. */
async function initialise(): Promise<void> {
  const part = `${dataFolder}.new`;
  await rm(part, { recursive: true, force: true });
  const db = await open(part);
  await db.close();
  await rename(part, dataFolder);
}

/** After an error of the engine itself its memory is not to be trusted, and the socket server stops serving: end, and be replaced. */
function failHard(pglite: PGlite): PGlite {
  return new Proxy(pglite, {
    get(target, name) {
      if (name === 'execProtocolRawStream') {
        return async (...args: Parameters<PGlite['execProtocolRawStream']>) => {
          try {
            await target.execProtocolRawStream(...args);
          } catch (error) {
            fail(error);
            throw error;
          }
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function send(message: FromPgliteWorker): void {
  parentPort?.postMessage(message);
}

function fail(error: unknown): void {
  const { message, code, errno } = Object(error) as { message?: string; code?: unknown; errno?: unknown };
  const number = typeof errno === 'number' ? `errno-${errno}` : undefined;
  send({
    kind: 'failed',
    failure: { message: message ?? '', code: typeof code === 'string' ? code : number, lines: [...said] },
  });
  // The message leaves first.
  setImmediate(() => process.exit(1));
}

try {
  if (!existsSync(dataFolder)) await initialise();
  const db = await open(dataFolder);
  await rm(socketPath, { force: true });
  // The pool has one connection; while it is replaced the old one may still be open.
  const server = new PGLiteSocketServer({ db: failHard(db), path: socketPath, maxConnections: 8 });
  await server.start();
  parentPort?.on('message', (message: ToPgliteWorker) => {
    if (message.kind !== 'close') return;
    server
      .stop()
      .then(() => db.close())
      .then(() => process.exit(0))
      .catch(fail);
  });
  send({ kind: 'ready' });
} catch (error) {
  fail(error);
}
