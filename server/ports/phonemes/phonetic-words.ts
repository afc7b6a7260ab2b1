/** The words of `text` as the phonemes port answers them: runs without spaces that hold a letter or a digit, without the punctuation around them. */
export function phoneticWords(text: string): string[] {
  return text
    .split(/\s+/u)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '');
}
