/** Lower case words without punctuation, single spaces between: what two texts are compared by. Diacritics stay. */
export function plainText(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’ʼ`]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

export const wordsOf = (plain: string): string[] => plain.split(' ').filter((word) => /\p{L}/u.test(word));

/** Longer forms are not said again by the word. */
export const LONGEST_FORM = 200;
const MOST_WORDS = 12;

/** All that a plain text may be said to use: itself and its runs of whole words. A short word alone stands in too many sentences. */
export function formsIn(plain: string): ReadonlySet<string> {
  const words = plain.split(' ');
  const forms = new Set<string>();
  const add = (form: string): void => {
    if (form !== '' && form.length <= LONGEST_FORM) forms.add(form);
  };
  add(plain);
  for (const from of words.keys()) {
    for (let to = from + 1; to <= Math.min(words.length, from + MOST_WORDS); to += 1) {
      const form = words.slice(from, to).join(' ');
      if (to > from + 1 || form.length >= 4) add(form);
    }
  }
  return forms;
}
