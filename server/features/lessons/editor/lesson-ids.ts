import { fold } from '../library/search-lessons.ts';

/** Words that stand where an id stands in an address of the library. */
const reserved: ReadonlySet<string> = new Set(['schema', 'suggested']);
const longest = 60;

/** `Na dworcu` in Polish becomes `na-dworcu-pl`. */
export function idFromTitle(title: string, language: string): string {
  const words = fold(title)
    .replaceAll(' ', '-')
    .replace(/[^a-z0-9-]/g, '')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
  return `${words || 'lesson'}-${language.replace(/[^a-z]/g, '') || 'pl'}`;
}

/** The wish, or the wish with the first number that is free. */
export async function freeId(wish: string, taken: (id: string) => Promise<boolean>): Promise<string> {
  const base = /^[A-Za-z0-9]/.test(wish) ? wish.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, longest + 10) : 'lesson';
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!reserved.has(id) && !(await taken(id))) return id;
  }
}
