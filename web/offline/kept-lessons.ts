import { useSyncExternalStore } from 'react';
import { addressOf, ask, callWith } from '../api/call.ts';
import { clearStore, putOne, readAll, removeOne } from './database.ts';

/** Name of the cache that the service worker answers lessons from when there is no server. */
const CACHE = 'parlando-lessons';

export interface KeptLesson {
  id: string;
  version: string;
  /** Addresses in the cache. */
  urls: string[];
}

let kept: ReadonlyMap<string, KeptLesson> = new Map();
let read = false;
const watchers = new Set<() => void>();

/** Lessons that are on this device, by id. */
export function useKeptLessons(): ReadonlyMap<string, KeptLesson> {
  return useSyncExternalStore(subscribe, () => kept);
}

/** Whether this browser can keep lessons: not in private windows, nor without HTTPS. */
export const canKeep = (): boolean => 'caches' in globalThis;

/** Fetches a lesson with all its sound to this device. `onStep` is told how much is there. */
export async function keepLesson(
  id: string,
  onStep: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const params = { params: { id } };
  const detail = addressOf('/v1/lessons/:id', { id }, undefined);
  const index = addressOf('/v1/lessons/:id/audio', { id }, undefined);
  const { lines, version } = await callWith('GET /v1/lessons/:id/audio', params, signal);
  const urls = [detail, index, ...new Set(lines.flatMap(({ url, slow_url }) => [url, slow_url]))];
  const cache = await caches.open(CACHE);
  let done = 0;
  onStep(0, urls.length);
  for (const url of urls) {
    // What has a lesson's version in its name and is there needs not be fetched again.
    if (url === detail || url === index || (await cache.match(url)) === undefined) {
      await cache.put(url, await ask(url, { signal }));
    }
    done += 1;
    onStep(done, urls.length);
  }
  const lesson: KeptLesson = { id, version, urls };
  await putOne('lessons', lesson);
  put(new Map(kept).set(id, lesson));
  // Asked for so that the browser does not throw lessons away first when room is short.
  await navigator.storage?.persist?.();
}

export async function dropLesson(id: string): Promise<void> {
  const lesson = kept.get(id);
  const next = new Map(kept);
  next.delete(id);
  put(next);
  await removeOne('lessons', id);
  const cache = await caches.open(CACHE);
  const others = new Set([...next.values()].flatMap(({ urls }) => urls));
  for (const url of lesson?.urls ?? []) if (!others.has(url)) await cache.delete(url);
}

/** Nothing of the one person is left to the next. */
export async function dropAllLessons(): Promise<void> {
  put(new Map());
  await clearStore('lessons');
  if (canKeep())
    for (const name of await caches.keys()) if (!name.startsWith('parlando-shell-')) await caches.delete(name);
}

function put(next: ReadonlyMap<string, KeptLesson>): void {
  kept = next;
  for (const watcher of watchers) watcher();
}

function subscribe(watcher: () => void): () => void {
  if (!read) {
    read = true;
    readAll<KeptLesson>('lessons').then(
      (lessons) => put(new Map(lessons.map((lesson) => [lesson.id, lesson]))),
      // A browser that keeps nothing has nothing.
      () => undefined,
    );
  }
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
