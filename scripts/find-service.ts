import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** An address or path that tests need, with a way to end what had to be started for it. */
export interface Service {
  readonly value: string;
  readonly stop?: () => void;
}

/** The first of `names` on PATH. */
export function findProgram(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}
