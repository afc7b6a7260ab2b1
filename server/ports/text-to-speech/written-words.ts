/** A word of a text as a caption shows it: a run without spaces that holds a letter or a digit. */
export interface WrittenWord {
  text: string;
  /** Offsets in the text, UTF-16 units. */
  start: number;
  end: number;
}

/** The words of `text`, in order. Punctuation stays with its word; a dash that stands alone is no word. */
export function writtenWords(text: string): WrittenWord[] {
  const words: WrittenWord[] = [];
  for (const found of text.matchAll(/\S+/gu)) {
    if (!/[\p{L}\p{N}]/u.test(found[0])) continue;
    words.push({ text: found[0], start: found.index, end: found.index + found[0].length });
  }
  return words;
}
