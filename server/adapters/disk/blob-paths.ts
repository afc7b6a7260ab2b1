import { join } from 'node:path';

/** Not in the alphabet of keys: a folder `a+` never meets a file `a`, nor the temporary files anything. */
const mark = '+';

/** Where the file of a key lies: `a/b/c` in `a+/b+/c`. */
export function blobPath(root: string, key: string): string {
  const parts = key.split('/');
  return join(root, ...parts.slice(0, -1).map((part) => part + mark), parts.at(-1) ?? '');
}

export function temporaryFolder(root: string): string {
  return join(root, `${mark}part`);
}

/** The folder's part of a key with its slash, or undefined for what is no folder of keys. */
export function folderKey(name: string): string | undefined {
  return name.endsWith(mark) ? `${name.slice(0, -mark.length)}/` : undefined;
}
