import { getAt, type Json } from './json-pointer.ts';

/** A name that no entry of a list has yet: `d3`, `t1`. */
export function freshName(list: Json | undefined, letter: string): string {
  const taken = new Set(Array.isArray(list) ? list.map((entry) => getAt(entry, '/id')) : []);
  for (let n = taken.size + 1; ; n++) {
    const name = `${letter}${n}`;
    if (!taken.has(name)) return name;
  }
}
