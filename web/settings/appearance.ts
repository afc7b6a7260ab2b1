import { useSyncExternalStore } from 'react';
import type { Settings } from '../../wire/settings.ts';
import { remember, remembered } from '../remember.ts';

export const themes = ['system', 'light', 'dark', 'dyslexia'] as const satisfies readonly Settings['theme'][];
export type Theme = (typeof themes)[number];
export const motions = ['system', 'reduced', 'full'] as const satisfies readonly Settings['motion'][];
export type Motion = (typeof motions)[number];

/** How the page looks in this browser, known before the server is asked so that it does not change under the eye. */
interface Appearance {
  readonly theme: Theme;
  readonly motion: Motion;
}

let current: Appearance = {
  theme: themes.find((known) => known === remembered('theme')) ?? 'system',
  motion: motions.find((known) => known === remembered('motion')) ?? 'system',
};
const watchers = new Set<() => void>();

export function applyAppearance(change: Partial<Appearance> = {}): void {
  current = { ...current, ...change };
  remember('theme', current.theme);
  remember('motion', current.motion);
  const { dataset } = document.documentElement;
  if (current.theme === 'system') delete dataset.theme;
  else dataset.theme = current.theme;
  dataset.motion = current.motion;
  for (const watcher of watchers) watcher();
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(subscribe, () => current);
}

/** Whether things may move: for what no style sheet reaches, such as scrolling by script. */
export function mayMove(): boolean {
  if (current.motion !== 'system') return current.motion === 'full';
  return !matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
