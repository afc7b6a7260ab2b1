export type ImportKind = 'anki' | 'csv' | 'sm2';

/** What a file is, by its name; undefined when it is none that can be read. */
export function importKindOf(name: string): ImportKind | undefined {
  const ending = name.toLowerCase().split('.').at(-1);
  if (ending === 'apkg' || ending === 'zip' || ending === 'colpkg') return 'anki';
  if (ending === 'csv' || ending === 'tsv' || ending === 'txt') return 'csv';
  return ending === 'json' ? 'sm2' : undefined;
}

/** Review rows of the old tutor: a list, or a list under some name. Undefined when there is none. */
export function rowsOf(text: string): Record<string, unknown>[] | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  const lists = Array.isArray(content) ? [content] : Object.values(Object(content)).filter(Array.isArray);
  const rows = lists.find((list) => list.length > 0 && list.every((row) => typeof row?.phrase === 'string'));
  return rows as Record<string, unknown>[] | undefined;
}
