import { IntlMessageFormat } from 'intl-messageformat';
import { use } from 'react';
import { firstLanguage, type InterfaceLanguage, useInterface } from './interface-language.tsx';

export type Values = Readonly<Record<string, string | number | Date>>;
type Loaded<K extends string> = { default: Readonly<Record<K, string>> };

/** One area of words: a file a language, loaded when its language is used. */
export interface Area<K extends string> {
  load(language: InterfaceLanguage): Promise<Readonly<Record<K, string>>>;
  readonly formats: Map<string, IntlMessageFormat>;
}

/**
 * An area of the interface's words. `pl` has exactly the keys of `en`:
 * `export const words = area({ en: () => import('./home.en.ts'), pl: () => import('./home.pl.ts') })`.
 */
export function area<K extends string>(files: {
  en: () => Promise<Loaded<K>>;
  pl: () => Promise<Loaded<NoInfer<K>>>;
}): Area<K> {
  const loading = new Map<InterfaceLanguage, Promise<Readonly<Record<K, string>>>>();
  const load = (language: InterfaceLanguage): Promise<Readonly<Record<K, string>>> => {
    let promise = loading.get(language);
    if (promise === undefined) {
      promise = files[language]().then((file) => file.default);
      // A word file that did not come may come the next time.
      promise.catch(() => loading.delete(language));
      loading.set(language, promise);
    }
    return promise;
  };
  // On their way while the page that says them is.
  if (typeof document !== 'undefined') void load(firstLanguage());
  return { load, formats: new Map() };
}

export type Translate<K extends string> = (key: K, values?: Values) => string;

/** Says an area's messages in the interface's language. Suspends until its file is there. */
export function useWords<K extends string>(words: Area<K>): Translate<K> {
  const { language } = useInterface();
  const table = use(words.load(language));
  return (key, values) => say(words, language, key, table[key], values);
}

function say<K extends string>(
  words: Area<K>,
  language: InterfaceLanguage,
  key: K,
  message: string,
  values: Values | undefined,
): string {
  // Most messages are plain text, and need no machinery.
  if (values === undefined && !message.includes('{') && !message.includes("'")) return message;
  const name = `${language}:${key}`;
  let format = words.formats.get(name);
  if (format === undefined) {
    format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
    words.formats.set(name, format);
  }
  return String(format.format(values));
}
