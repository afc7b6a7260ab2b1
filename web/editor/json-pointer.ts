/** Anything that a lesson file may hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const parts = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

export const join = (pointer: string, key: string | number): string =>
  `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** What stands at a place such as `/dialogues/2/tutor`; undefined where nothing does. */
export function getAt(content: Json | undefined, pointer: string): Json | undefined {
  let here: Json | undefined = content;
  for (const part of parts(pointer)) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Record<string, Json>)[part];
  }
  return here;
}

/** The content with another value at a place; undefined takes it away. What lies beside it is the same as before. */
export function setAt(content: Json | undefined, pointer: string, value: Json | undefined): Json {
  return put(content, parts(pointer), value) ?? {};
}

function put(here: Json | undefined, [part, ...rest]: readonly string[], value: Json | undefined): Json | undefined {
  if (part === undefined) return value;
  const next = (there: Json | undefined): Json | undefined => put(there, rest, value);
  if (Array.isArray(here)) {
    const list = [...(here as readonly Json[])];
    const place = Number(part);
    const made = next(list[place]);
    if (made === undefined) list.splice(place, 1);
    else list[place] = made;
    return list;
  }
  const object = { ...(typeof here === 'object' && here !== null ? (here as Record<string, Json>) : {}) };
  const made = next(object[part]);
  if (made === undefined) delete object[part];
  else object[part] = made;
  return object;
}

/** A list with one of its entries at another place. */
export function moveIn<T>(list: readonly T[], from: number, to: number): T[] {
  const moved = [...list];
  const [one] = moved.splice(from, 1);
  if (one !== undefined) moved.splice(to, 0, one);
  return moved;
}
