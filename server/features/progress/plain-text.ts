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

/** Whether `whole` is `part` or has it as whole words, both plain. A short word alone stands in too many sentences to tell anything. */
export function usesWords(whole: string, part: string): boolean {
  if (part === '') return false;
  const telling = part.includes(' ') || part.length >= 4;
  return whole === part || (telling && ` ${whole} `.includes(` ${part} `));
}
