/** The single words of names and lesson words, lower case: `Nowy Świat` protects both of its words. */
export function protectedWords(words: readonly string[] = []): ReadonlySet<string> {
  return new Set(words.flatMap((entry) => entry.toLowerCase().match(/[\p{L}\p{M}\p{N}'’-]+/gu) ?? []));
}
