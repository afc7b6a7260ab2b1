/** Where each value of a JSON text stands: JSON pointer (unescaped keys) to line, from 1. */
export interface JsonLines {
  lineOf(path: readonly PropertyKey[]): number;
  /** Keys written twice in one object; `JSON.parse` keeps the last and says nothing. */
  readonly duplicates: readonly { path: string; line: number }[];
}

/** Scans a text that `JSON.parse` has accepted. A path that is not there answers with the line of its nearest parent. */
export function jsonLines(text: string): JsonLines {
  const lines = new Map<string, number>();
  const duplicates: { path: string; line: number }[] = [];
  let at = 0;
  let line = 1;

  const skipSpace = (): void => {
    for (; at < text.length && ' \t\r\n'.includes(text.charAt(at)); at++) if (text[at] === '\n') line++;
  };
  const readString = (): string => {
    const from = at++;
    for (; text[at] !== '"'; at++) if (text[at] === '\\') at++;
    at++;
    return JSON.parse(text.slice(from, at)) as string;
  };
  const readValue = (path: string): void => {
    skipSpace();
    lines.set(path, line);
    const first = text[at];
    if (first === '{') readEntries(path, '}', true);
    else if (first === '[') readEntries(path, ']', false);
    else if (first === '"') readString();
    else while (at < text.length && !',]} \t\r\n'.includes(text.charAt(at))) at++;
    skipSpace();
  };
  const readEntries = (path: string, close: string, keyed: boolean): void => {
    at++;
    skipSpace();
    for (let index = 0; text[at] !== close; index++) {
      let key = String(index);
      if (keyed) {
        key = readString();
        if (lines.has(`${path}/${key}`)) duplicates.push({ path: `${path}/${key}`, line });
        skipSpace();
        at++;
      }
      readValue(`${path}/${key}`);
      if (text[at] === ',') at++;
      skipSpace();
    }
    at++;
  };
  readValue('');

  return {
    duplicates,
    lineOf(path) {
      for (let length = path.length; length >= 0; length--) {
        const found = lines.get(
          path
            .slice(0, length)
            .map((key) => `/${String(key)}`)
            .join(''),
        );
        if (found !== undefined) return found;
      }
      return 1;
    },
  };
}
