/** Whether a full stop ends a sentence, in English and Polish. Decided on the stop itself, without the next word where that is safe. */
export type StopMeaning = 'end' | 'inside' | 'unsure';

/** Never end a sentence: a name or a number follows. */
const BEFORE_MORE = new Set(
  'mr mrs ms dr prof st mt vs no fig vol pp approx e.g i.e eg ie cf inz mgr hab doc ul al pl os nr np tzn tj tzw wg ks płk gen im św ww ok godz str rys tel lek red'.split(
    ' ',
  ),
);
/** May end one: `etc.`, `a.m.`, `itd.` */
const MAY_END = new Set('etc a.m p.m inc ltd co jr sr u.s u.k itd itp m.in br r w zł gr min sek kg cm km'.split(' '));

/** `before` is the text up to and without the stop; `after` what already follows it (often nothing yet). */
export function meaningOfStop(before: string, after: string): StopMeaning {
  const word = /[\p{L}\p{N}.]+$/u.exec(before)?.[0]?.toLowerCase() ?? '';
  const next = /^["'”’»)\]]*(\s*)(\S?)/u.exec(after);
  const gap = next?.[1] ?? '';
  const following = next?.[2] ?? '';
  if (following !== '' && gap === '' && /[\p{L}\p{N}]/u.test(following)) return 'inside';
  if (BEFORE_MORE.has(word)) return 'inside';
  const doubtful = MAY_END.has(word) || /^\p{L}$/u.test(word) || /\d$/.test(word) || /^(?:\p{L}\.)+\p{L}$/u.test(word);
  if (!doubtful) return 'end';
  if (following === '') return 'unsure';
  // "3. maja", "J. Smith": a small letter goes on; after an initial a capital goes on too.
  if (/\p{Ll}/u.test(following)) return 'inside';
  return /^\p{L}$/u.test(word) && word !== 'i' && word !== 'a' && word !== 'o' ? 'inside' : 'end';
}
