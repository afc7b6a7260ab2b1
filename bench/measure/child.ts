import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs one measurement in a process of its own, with the garbage collector at hand; answers what it reported. */
export function measureIn<T>(script: URL, task: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(script), [JSON.stringify(task)], {
      execArgv: ['--expose-gc', ...process.execArgv.filter((arg) => arg.startsWith('--cpu-prof'))],
    });
    let result: { value: T } | undefined;
    child.on('message', (value) => {
      result = { value: value as T };
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (result) resolve(result.value);
      else reject(new Error(`${script.pathname} ended with ${code ?? signal} and no result`));
    });
  });
}

/** In the child: what it was asked to do. */
export function taskOf<T>(): T {
  return JSON.parse(process.argv[2] ?? 'null') as T;
}

/** In the child: hands the result over and ends. */
export function report(value: unknown): void {
  if (process.send) process.send(value, () => process.exit(0));
  else console.log(JSON.stringify(value, null, 2));
}
