import type { Voice } from '../../ports/text-to-speech/port.ts';

/** A voice and what the engine calls it. */
export interface EspeakVoice extends Voice {
  engine: string;
}

/** The languages offered, by the engine's own name for the voice that speaks and transcribes them. */
const languages: readonly [language: string, engine: string, name: string][] = [
  ['pl', 'pl', 'Polski'],
  ['en', 'en-us', 'English (America)'],
  ['ar', 'ar', 'العربية'],
  ['bg', 'bg', 'Български'],
  ['ca', 'ca', 'Català'],
  ['cs', 'cs', 'Čeština'],
  ['cy', 'cy', 'Cymraeg'],
  ['da', 'da', 'Dansk'],
  ['de', 'de', 'Deutsch'],
  ['el', 'el', 'Ελληνικά'],
  ['eo', 'eo', 'Esperanto'],
  ['es', 'es', 'Español'],
  ['et', 'et', 'Eesti'],
  ['fi', 'fi', 'Suomi'],
  ['fr', 'fr', 'Français'],
  ['ga', 'ga', 'Gaeilge'],
  ['hi', 'hi', 'हिन्दी'],
  ['hr', 'hr', 'Hrvatski'],
  ['hu', 'hu', 'Magyar'],
  ['id', 'id', 'Bahasa Indonesia'],
  ['is', 'is', 'Íslenska'],
  ['it', 'it', 'Italiano'],
  ['lt', 'lt', 'Lietuvių'],
  ['lv', 'lv', 'Latviešu'],
  ['nb', 'nb', 'Norsk'],
  ['nl', 'nl', 'Nederlands'],
  ['pt', 'pt-br', 'Português (Brasil)'],
  ['ro', 'ro', 'Română'],
  ['ru', 'ru', 'Русский'],
  ['sk', 'sk', 'Slovenčina'],
  ['sl', 'sl', 'Slovenščina'],
  ['sr', 'sr', 'Српски'],
  ['sv', 'sv', 'Svenska'],
  ['sw', 'sw', 'Kiswahili'],
  ['tr', 'tr', 'Türkçe'],
  ['uk', 'uk', 'Українська'],
  ['vi', 'vi', 'Tiếng Việt'],
];

/** Further voices, so that two people in a scene do not sound alike. */
const variants: readonly EspeakVoice[] = [
  { id: 'espeak-pl-f', name: 'Polski, kobieta', language: 'pl', engine: 'pl+f3' },
  { id: 'espeak-pl-m', name: 'Polski, mężczyzna', language: 'pl', engine: 'pl+m3' },
  { id: 'espeak-en-gb', name: 'English (Britain)', language: 'en', engine: 'en-gb-x-rp' },
  { id: 'espeak-en-f', name: 'English (America), woman', language: 'en', engine: 'en-us+f3' },
  { id: 'espeak-en-m', name: 'English (America), man', language: 'en', engine: 'en-us+m3' },
];

export const espeakVoices: readonly EspeakVoice[] = [
  ...languages.map(([language, engine, name]) => ({ id: `espeak-${language}`, name, language, engine })),
  ...variants,
];

/** The engine's voice for a language's phonemes; undefined when it is not offered. */
export function espeakLanguage(language: string): string | undefined {
  return languages.find(([offered]) => offered === language)?.[1];
}
