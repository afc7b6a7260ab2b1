/** Contractions and what they stand for, so that either way of typing is the same answer. Apostrophes are gone by then. */
const contractions: Record<string, Record<string, string>> = {
  en: {
    id: 'i would',
    im: 'i am',
    ill: 'i will',
    ive: 'i have',
    its: 'it is',
    thats: 'that is',
    whats: 'what is',
    wheres: 'where is',
    heres: 'here is',
    dont: 'do not',
    didnt: 'did not',
    doesnt: 'does not',
    isnt: 'is not',
    cant: 'can not',
    cannot: 'can not',
  },
};

/** Lower case, no punctuation, single spaces: what two answers are compared by. Diacritics stay. */
export function plainText(text: string, language: string): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’ʼ`]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  const table = contractions[language];
  if (!table) return words.join(' ');
  return words.map((word) => (Object.hasOwn(table, word) ? table[word] : word)).join(' ');
}

/** A letter without its mark: ą to a, ł to l. */
export function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/g, 'l').replace(/Ł/g, 'L');
}

/** Most letters have no mark, and normalising is slow. */
const bareLetter = (letter: string): string => (letter < '\u0080' ? letter : withoutMarks(letter));

/** Cost of a letter typed without its mark (or with a wrong one); any other wrong letter costs 1. */
const markCost = 0.1;

/** Edit distance with neighbouring swaps; a missing diacritic weighs `marks`, 1 to count it as any letter. */
export function editDistance(left: string, right: string, marks: number = markCost): number {
  const a = [...left];
  const b = [...right];
  const bareA = a.map(bareLetter);
  const bareB = b.map(bareLetter);
  let before: number[] = [];
  let above = b.map((_, j) => j);
  above.push(b.length);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const from = a[i - 1] ?? '';
      const to = b[j - 1] ?? '';
      const swap = from === to ? 0 : bareA[i - 1] === bareB[j - 1] ? marks : 1;
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + swap);
      if (i > 1 && j > 1 && from === b[j - 2] && a[i - 2] === to) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

/** 1 for the same text, 0 for nothing alike. Both plain. */
export function similarity(left: string, right: string): number {
  const longest = Math.max([...left].length, [...right].length);
  return longest === 0 ? 1 : 1 - editDistance(left, right) / longest;
}
