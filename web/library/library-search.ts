/** What the library shows, as the address has it, so that it can be kept, shared and gone back to. */
export interface LibrarySearch {
  q?: string;
  level?: string;
  tag?: string;
  status?: 'new' | 'started' | 'finished';
  /** The lesson whose preview is open. */
  lesson?: string;
}

export function librarySearch(raw: Record<string, unknown>): LibrarySearch {
  const text = (name: string): string | undefined => {
    const value = raw[name];
    return (typeof value === 'string' || typeof value === 'number') && value !== '' ? String(value) : undefined;
  };
  const status = (['new', 'started', 'finished'] as const).find((one) => one === raw.status);
  return Object.fromEntries(
    Object.entries({ q: text('q'), level: text('level'), tag: text('tag'), status, lesson: text('lesson') }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}
