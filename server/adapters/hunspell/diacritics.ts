const marks: Readonly<Record<string, string>> = { a: 'ą', c: 'ć', e: 'ę', l: 'ł', n: 'ń', o: 'ó', s: 'ś', z: 'żź' };

const plain: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(marks).flatMap(([letter, marked]) => [...marked].map((one) => [one, letter])),
);

/** More would be too many to look up; a word with so many open letters is rare. */
const maxVariants = 2_000;

/** `word`, lower case, with all its diacritics gone. */
export function withoutDiacritics(word: string): string {
  return [...word.toLowerCase()].map((letter) => plain[letter] ?? letter).join('');
}

/** Every way to set or to leave out diacritics in `word`, those with the fewest changes first; `word` itself is not among them. */
export function diacriticVariants(word: string): string[] {
  let variants: { text: string; changes: number }[] = [{ text: '', changes: 0 }];
  for (const letter of word) {
    const lower = letter.toLowerCase();
    const base = plain[lower] ?? lower;
    const choices = new Set([lower, base, ...(marks[base] ?? '')]);
    if (variants.length * choices.size > maxVariants) return [];
    variants = variants.flatMap(({ text, changes }) =>
      [...choices].map((choice) => ({
        text: text + (letter === lower ? choice : choice.toUpperCase()),
        changes: changes + (choice === lower ? 0 : 1),
      })),
    );
  }
  return variants
    .filter(({ changes }) => changes > 0)
    .sort((a, b) => a.changes - b.changes)
    .map(({ text }) => text);
}
