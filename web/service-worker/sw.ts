import { routeOf } from './route-of.ts';

/** The part of a service worker's world that is used here; its own types do not live beside the page's. */
interface WorkerScope {
  readonly __WB_MANIFEST: readonly { url: string; revision: string | null }[];
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}
interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
declare const self: WorkerScope;

/** The app's own files, one cache a build: an open page never gets files of another. */
const files = self.__WB_MANIFEST;
const SHELL = `parlando-shell-${digest(JSON.stringify(files))}`;
/** What the server last answered, for when it does not. */
const ANSWERS = 'parlando-answers';
/** Lessons that were kept on purpose, with their sound. */
const LESSONS = 'parlando-lessons';
const PAGE = '/index.html';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(SHELL)
      .then((shell) => shell.addAll(files.map(({ url }) => new Request(`/${url}`, { cache: 'no-cache' })))),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldShells().then(() => self.clients.claim()));
});

self.addEventListener('message', ({ data }) => {
  if (data === 'skip-waiting') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  switch (routeOf(url.pathname, request.mode === 'navigate')) {
    case 'page':
      event.respondWith(fromShell(PAGE, request));
      break;
    case 'file':
      event.respondWith(fromShell(url.pathname, request));
      break;
    case 'answer':
      event.respondWith(freshOrKept(request));
      break;
    case 'sound':
      event.respondWith(keptOrFresh(request));
      break;
    case 'server':
      break;
  }
});

async function fromShell(path: string, request: Request): Promise<Response> {
  const shell = await caches.open(SHELL);
  return (await shell.match(path, { ignoreVary: true })) ?? fetch(request);
}

/** The server's answer, and what it answered last when there is no server. */
async function freshOrKept(request: Request): Promise<Response> {
  const answers = await caches.open(ANSWERS);
  try {
    const answer = await fetch(request);
    if (answer.ok) await answers.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept =
      (await answers.match(request, { ignoreVary: true })) ??
      (await (await caches.open(LESSONS)).match(request, { ignoreVary: true, ignoreSearch: false }));
    if (kept === undefined) throw error;
    return kept;
  }
}

async function keptOrFresh(request: Request): Promise<Response> {
  const kept = await (await caches.open(LESSONS)).match(request, { ignoreVary: true });
  return kept ?? fetch(request);
}

async function forgetOldShells(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith('parlando-shell-') && name !== SHELL) await caches.delete(name);
  }
}

/** A short name for a text: the same text has the same one. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193) >>> 0;
  return hash.toString(36);
}
