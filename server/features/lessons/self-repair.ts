import { plainText, similarity, withoutMarks } from './answer-text.ts';

/** Who corrects themselves often says so. Without their marks. */
const editingTerms: Readonly<Record<string, readonly string[]>> = {
  en: ['no', 'sorry', 'i mean', 'or rather', 'rather', 'wait', 'um', 'uh', 'er'],
  pl: ['nie', 'przepraszam', 'to znaczy', 'znaczy', 'czyli', 'raczej', 'yyy', 'eee', 'no'],
};

/** Nobody answers with more words than these; who types a page has said nothing false in one breath. */
const mostWords = 40;
/** A false start is short; what is longer is another sentence. */
const longestFalseStart = 4;
/** So alike are a wrong form and the right one that follows it: `kawa` and `kawę`. */
const restartFrom = 0.5;

/**
 * What a typed or dictated text may have been meant to say, were one false start in it taken back: "Poproszę kawa… kawę" is
 * "poproszę kawę". A start is false only where what follows begins anew, or says so, or broke off visibly.
 */
export function withoutFalseStart(text: string, language: string): string[] {
  const written = text.split(/\s+/).filter((word) => plainText(word, '') !== '');
  if (written.length > mostWords) return [];
  const words = written.map((word) => plainText(word, ''));
  const terms = editingTerms[language] ?? [];
  const meant = new Set<string>();
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to < words.length && to - from <= longestFalseStart; to++) {
      const after = to + termLength(words, to, terms);
      const next = words[after];
      if (next === undefined) continue;
      const brokeOff = /(?:…|\.\.\.|[—–-])$/.test(written[to - 1] ?? '');
      if (after > to || brokeOff || restarts(words[from] ?? '', next)) {
        meant.add([...written.slice(0, from), ...written.slice(after)].join(' '));
      }
    }
  }
  return [...meant];
}

function termLength(words: readonly string[], at: number, terms: readonly string[]): number {
  const said = words.slice(at, at + 2).map(withoutMarks);
  if (said.length === 2 && terms.includes(said.join(' '))) return 2;
  return terms.includes(said[0] ?? '') ? 1 : 0;
}

const restarts = (word: string, next: string): boolean =>
  word === next || similarity(withoutMarks(word), withoutMarks(next)) >= restartFrom;

/** How a mistake sounds that is put right in the same breath, from the first word that changes; undefined where nothing would be told apart. */
export function repairedPhrase(say: string, better: string, language: string): string | undefined {
  const [said, right] = [say, better].map((text) => text.replace(/[.!?…]+$/u, '').split(/\s+/));
  if (!said || !right) return undefined;
  let same = 0;
  while (same < right.length && plainText(said[same] ?? '', language) === plainText(right[same] ?? '', language))
    same++;
  const tail = right.slice(same);
  if (tail.length === 0 || same >= said.length) return undefined;
  return `${said.join(' ')} ${tail.join(' ')}.`;
}
