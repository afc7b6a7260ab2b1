import { normalised, wordsOf } from './words.ts';

/** What listeners say to show that they listen. Said over the tutor's voice, it is no turn. */
const BACKCHANNELS: Record<string, ReadonlySet<string>> = {
  en: new Set([
    'mhm',
    'mm',
    'mmm',
    'hm',
    'hmm',
    'uh-huh',
    'uh huh',
    'aha',
    'ah',
    'oh',
    'yeah',
    'yep',
    'yes',
    'ok',
    'okay',
    'right',
    'sure',
    'i see',
    'got it',
    'good',
    'great',
  ]),
  pl: new Set([
    'mhm',
    'mm',
    'hm',
    'hmm',
    'aha',
    'ach',
    'o',
    'no',
    'no tak',
    'tak',
    'tak tak',
    'no no',
    'dobrze',
    'dobra',
    'ok',
    'okej',
    'jasne',
    'rozumiem',
    'racja',
    'pewnie',
  ]),
};

export function isBackchannel(text: string, language: string): boolean {
  const said = normalised(text);
  return said !== '' && (BACKCHANNELS[language]?.has(said) ?? false);
}

/** Words that carry something: the words of `text` unless all of it is a backchannel. */
export function meaningfulWords(text: string, language: string): number {
  return isBackchannel(text, language) ? 0 : wordsOf(text).length;
}
