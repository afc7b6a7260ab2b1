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
