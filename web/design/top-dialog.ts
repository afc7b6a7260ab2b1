import { useSyncExternalStore } from 'react';

let open: readonly HTMLDialogElement[] = [];
const watchers = new Set<() => void>();

function put(next: readonly HTMLDialogElement[]): void {
  open = next;
  for (const watcher of watchers) watcher();
}

/** Tells that a dialog lies over everything; answers how to take that back. */
export function layOver(dialog: HTMLDialogElement): () => void {
  put([...open, dialog]);
  return () => put(open.filter((one) => one !== dialog));
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** The dialog that lies over all others, if one is open: outside of it nothing is seen whole, pressed or read out. */
export function useTopDialog(): HTMLDialogElement | undefined {
  return useSyncExternalStore(subscribe, () => open.at(-1));
}
