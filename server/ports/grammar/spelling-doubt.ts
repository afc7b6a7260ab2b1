/** Everyday words of each language that are none in the others checked here. */
const everyday: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    'the you is what with have please thank thanks where how this that of and would could can was for your it'.split(
      ' ',
    ),
  ),
  pl: new Set(
    'nie się jest czy proszę poproszę dziękuję jak tak dla przy albo gdzie mam chcę jestem bardzo'.split(' '),
  ),
};

/** A misspelt word is near a right one; what is far from all is rather a name, or a word of another language. */
export function nearEnough(word: string, other: string): boolean {
  const allowed = word.length <= 3 ? 0 : word.length <= 4 ? 1 : 2;
  return editDistance(word.toLowerCase(), other.toLowerCase()) <= allowed;
}

/**
 * True when a text is perhaps not in `language` at all: learners ask in their own. `unknown` of its `words` are in no dictionary. Spelling is then
 * nobody's business.
 */
export function seemsForeign(text: string, language: string, words: number, unknown: number): boolean {
  if (unknown >= 2 && unknown / words >= 0.4) return true;
  const spoken = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return Object.entries(everyday).some(([other, list]) => other !== language && spoken.some((word) => list.has(word)));
}

/** Letters to change, add or drop to make one of the other. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j - 1] ?? 0) + same, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
