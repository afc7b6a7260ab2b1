import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram, type Service } from './find-service.ts';

const port = 6379;
/** The last of Redis' sixteen databases, so that a developer's own data in the first stays. */
const value = `redis://127.0.0.1:${port}/15`;

/** The Redis on the usual port, or one started there that keeps nothing. */
export async function findRedis(): Promise<Service | undefined> {
  if (await answers()) return { value };
  const program = findProgram('redis-server');
  if (program === undefined) return undefined;
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', tmpdir()];
  const child = spawn(program, args, { stdio: 'ignore' });
  for (let tries = 0; tries < 50 && child.exitCode === null; tries += 1) {
    if (await answers()) return { value, stop: () => child.kill() };
    await sleep(100);
  }
  child.kill();
  return undefined;
}

/** True when something on the port answers PING as Redis does. */
async function answers(): Promise<boolean> {
  const socket = createConnection({ host: '127.0.0.1', port }).setTimeout(2000, () => socket.destroy());
  try {
    await once(socket, 'connect');
    socket.write('PING\r\n');
    const [data] = await once(socket, 'data');
    return String(data).startsWith('+PONG');
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  } finally {
    socket.destroy();
  }
}
