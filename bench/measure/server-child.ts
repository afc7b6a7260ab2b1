import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server under measurement in a process of its own. */
export interface ServerChild<Ready> extends AsyncDisposable {
  /** What it said when it was ready. */
  readonly ready: Ready;
  readonly pid: number;
  /** Asks one of the questions it serves. */
  ask<T>(question: string): Promise<T>;
}

/** Starts `script`, which calls `serveParent`. Throws when it ends before it is ready. */
export async function startServer<Ready>(script: URL, argument?: unknown): Promise<ServerChild<Ready>> {
  const child = fork(fileURLToPath(script), argument === undefined ? [] : [JSON.stringify(argument)], {
    execArgv: process.execArgv.filter((arg) => arg.startsWith('--cpu-prof')),
  });
  const ready = await answer<Ready>(child);
  return {
    ready,
    pid: child.pid ?? 0,
    ask(question) {
      child.send(question);
      return answer(child);
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.send('end');
      const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(hard);
    },
  };
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`the measured server ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message as T);
    });
  });
}

/** In the child: tells the parent that it is ready, and answers its questions until it says `end`. */
export function serveParent(
  ready: unknown,
  answers: Readonly<Record<string, () => unknown>>,
  close: () => Promise<void>,
): void {
  const answer = async (question: unknown): Promise<void> => {
    if (question !== 'end') {
      process.send?.((await answers[String(question)]?.()) ?? null);
      return;
    }
    await close();
    process.exit(0);
  };
  process.on('message', (question) => {
    answer(question).catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  });
  process.on('disconnect', () => process.exit(1));
  process.send?.(ready);
}
