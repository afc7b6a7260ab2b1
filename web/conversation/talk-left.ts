/** The server writes the turn that was cut off within this. */
const WRITTEN_MS = 1_500;

const watchers = new Set<() => void>();

/** Told when a talk has been left, and once more when its last turn has surely been written: what is counted of it is new then. */
export function onTalkLeft(watcher: () => void): void {
  watchers.add(watcher);
}

export function tellTalkLeft(): void {
  tell();
  setTimeout(tell, WRITTEN_MS);
}

function tell(): void {
  for (const watcher of watchers) watcher();
}
