import type { SceneInfo } from './conversation/talk-state.ts';

/** The voice socket, for a new conversation or to go on with an earlier one. */
export function socketUrl(page: { protocol: string; host: string }, conversation?: string): string {
  const query = conversation === undefined ? '' : `?conversation=${encodeURIComponent(conversation)}`;
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/v1/realtime${query}`;
}

/** The access key of this visit: kept no longer than the tab. */
export function keptKey(): string | undefined {
  return sessionStorage.getItem('parlando.key') ?? undefined;
}

export function keepKey(key: string): void {
  sessionStorage.setItem('parlando.key', key);
}

export type Scenes = { kind: 'scenes'; scenes: readonly SceneInfo[] } | { kind: 'key' } | { kind: 'unreachable' };

/** The scenes of this server, or what stands in the way of them. */
export async function loadScenes(signal: AbortSignal): Promise<Scenes> {
  const key = keptKey();
  const headers = key === undefined ? undefined : { authorization: `Bearer ${key}` };
  try {
    const answer = await fetch('/v1/scenes', { signal, ...(headers === undefined ? {} : { headers }) });
    if (answer.status === 401 || answer.status === 403) return { kind: 'key' };
    if (!answer.ok) return { kind: 'unreachable' };
    const { data } = (await answer.json()) as { data: SceneInfo[] };
    return { kind: 'scenes', scenes: data };
  } catch (error) {
    if (signal.aborted) throw error;
    return { kind: 'unreachable' };
  }
}
