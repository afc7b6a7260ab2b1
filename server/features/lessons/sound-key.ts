import { withoutMarks } from './answer-text.ts';

/** English words that sound the same and are written apart, as learners mix them. Apostrophes are gone by then. */
const homophones: readonly (readonly string[])[] = [
  ['their', 'there', 'theyre'],
  ['your', 'youre'],
  ['to', 'too', 'two'],
  ['for', 'four'],
  ['here', 'hear'],
  ['know', 'no'],
  ['knew', 'new'],
  ['right', 'write'],
  ['by', 'buy', 'bye'],
  ['see', 'sea'],
  ['one', 'won'],
  ['our', 'hour'],
  ['piece', 'peace'],
  ['wait', 'weight'],
  ['wear', 'where'],
  ['whose', 'whos'],
  ['which', 'witch'],
  ['son', 'sun'],
  ['meet', 'meat'],
  ['week', 'weak'],
  ['would', 'wood'],
  ['ate', 'eight'],
  ['be', 'bee'],
  ['brake', 'break'],
  ['cent', 'sent', 'scent'],
  ['fare', 'fair'],
  ['flour', 'flower'],
  ['mail', 'male'],
  ['pair', 'pear'],
  ['plain', 'plane'],
  ['road', 'rode'],
  ['sale', 'sail'],
  ['some', 'sum'],
  ['stairs', 'stares'],
  ['steak', 'stake'],
  ['tail', 'tale'],
  ['through', 'threw'],
  ['way', 'weigh'],
];
const sameSound = new Map(homophones.flatMap((group) => group.map((word) => [word, group[0] ?? word] as const)));

/** Polish letters that stand for one sound; `rz` after a voiceless consonant is `sz`. */
const polish: readonly (readonly [RegExp, string])[] = [
  [/(?<=[ptk]|ch)(?:rz|ż)/g, 'sz'],
  [/rz/g, 'ż'],
  [/ch/g, 'h'],
  [/ó/g, 'u'],
];

/**
 * What a written word sounds like, as far as its letters tell: two words of one key are spoken alike. A plain word, in lower
 * case. Where nothing is known of a language a word sounds as it is written.
 */
export function soundKey(word: string, language: string): string {
  if (language === 'en') return sameSound.get(word) ?? word;
  if (language !== 'pl') return word;
  return polish.reduce((key, [letters, sound]) => key.replace(letters, sound), word);
}

/** The key of a word typed without its marks: `rzeka` typed `zeka` still sounds almost right. */
export const bareSoundKey = (word: string, language: string): string => withoutMarks(soundKey(word, language));
