import { CompiledQuery } from 'kysely';
import { withTrace } from '../../kit/trace.ts';
import { openFakeDatabase } from '../database/fake.ts';
import type { Database } from '../database/port.ts';
import type { OpenJobs } from './contract.ts';
import { openFakeJobs } from './fake.ts';
import type { Jobs } from './port.ts';

export interface BrokenJobs {
  name: string;
  /** The check that must reject it. */
  fails: string;
  open: OpenJobs;
}

function broken(name: string, fails: string, breakage: (sound: Jobs, database: Database) => Partial<Jobs>): BrokenJobs {
  return {
    name,
    fails,
    async open() {
      const database = await openFakeDatabase();
      return {
        database,
        openJobs() {
          const sound = openFakeJobs({ database });
          return { ...sound, ...breakage(sound, database) };
        },
        [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
      };
    },
  };
}

const arrives = 'a job reaches the handler of its queue with its data and its trace';
const transactional = 'a job of a transaction comes if and only if it commits, from the very first on';
const retried = 'a job that fails is tried again as often as its queue says, and no more';
const closing =
  'closing aborts what runs and ends soon, and what it stopped comes again with its data and all its tries';

export const brokenJobs: readonly BrokenJobs[] = [
  broken('jobs that get lost', arrives, () => ({ enqueue: async () => undefined })),
  broken('a trace that ends at the queue', arrives, (sound) => ({
    work: (queue, handler) => sound.work(queue, (data, signal) => withTrace('new', () => handler(data, signal))),
  })),
  broken('data that is cut', arrives, (sound) => ({
    enqueue: (tx, queue, data) => sound.enqueue(tx, queue, { ...data, list: [] }),
  })),
  broken('jobs outside the transaction', transactional, (sound) => {
    const kept: [string, object][] = [];
    return {
      async enqueue(tx, queue, data) {
        if (tx === null) await sound.enqueue(null, queue, data);
        else kept.push([queue, data]);
      },
      async work(queue, handler) {
        await sound.work(queue, handler);
        const send = async (): Promise<void> => {
          for (const [name, data] of kept.splice(0)) await sound.enqueue(null, name, data);
        };
        for (let i = 1; i < 20; i += 1) setTimeout(() => void send().catch(() => undefined), i * 50).unref();
      },
    };
  }),
  broken('a job before its commit', 'a job does not start before its transaction commits', (sound) => {
    const handlers = new Map<string, (data: unknown, signal: AbortSignal) => Promise<void>>();
    return {
      async enqueue(_tx, queue, data) {
        await handlers.get(queue)?.(data, new AbortController().signal);
      },
      async work(queue, handler) {
        handlers.set(queue, handler);
        await sound.work(queue, handler);
      },
    };
  }),
  broken('no retry', retried, (sound) => ({
    work: (queue, handler) => sound.work(queue, (data, signal) => handler(data, signal).catch(() => undefined)),
  })),
  broken('one retry too many', retried, (sound) => ({
    start: (queues) => sound.start(queues.map((queue) => ({ ...queue, retries: queue.retries + 1 }))),
  })),
  broken('each job twice', 'jobs wait for a worker, and two replicas share them, each job once', (sound) => ({
    async enqueue(tx, queue, data) {
      await sound.enqueue(tx, queue, data);
      await sound.enqueue(tx, queue, data);
    },
  })),
  broken(
    'no time limit',
    'at its time limit a handler is told, and given up even when it does not listen',
    (sound) => ({
      start: (queues) => sound.start(queues.map((queue) => ({ ...queue, timeoutSeconds: 3600 }))),
    }),
  ),
  broken('a shutdown that says nothing to handlers', closing, (sound) => ({
    work: (queue, handler) => sound.work(queue, (data) => handler(data, new AbortController().signal)),
  })),
  broken('a shutdown that loses what it stops', closing, (sound, database) => ({
    async [Symbol.asyncDispose]() {
      await sound[Symbol.asyncDispose]();
      await database.db.executeQuery(CompiledQuery.raw('delete from fake_job'));
    },
  })),
  broken('a queue for every name', 'an unknown queue is an error', (sound) => ({
    enqueue: (tx, queue, data) => sound.enqueue(tx, queue, data).catch(() => undefined),
  })),
];
