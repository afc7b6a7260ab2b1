import { createContext, type ReactNode, startTransition, useContext, useEffect, useMemo, useState } from 'react';
import { remember, remembered } from '../remember.ts';

/** Each language by its own name, whatever the page's language is. */
const ownNames = { en: 'English', pl: 'Polski' } as const;
export type InterfaceLanguage = keyof typeof ownNames;
export const interfaceLanguages = Object.keys(ownNames) as InterfaceLanguage[];

export const ownName = (language: InterfaceLanguage): string => ownNames[language];

interface Interface {
  language: InterfaceLanguage;
  /** The name of a language in the page's language, for example `Polish`. */
  nameOf(language: string): string;
  choose(language: InterfaceLanguage): void;
}

const InterfaceContext = createContext<Interface | undefined>(undefined);

const isKnown = (language: string | undefined): language is InterfaceLanguage =>
  language !== undefined && Object.hasOwn(ownNames, language);

/** The language of the interface before a person's settings are known: chosen here before, or the browser's. */
export function firstLanguage(): InterfaceLanguage {
  const chosen = remembered('language');
  if (isKnown(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isKnown) ?? 'en';
}

export const languageChosen = (): boolean => remembered('language') !== undefined;

export function InterfaceLanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo((): Interface => {
    const names = new Intl.DisplayNames([language], { type: 'language' });
    return {
      language,
      nameOf: (tag) => (tag === '' ? '' : (names.of(tag) ?? tag)),
      choose(chosen) {
        remember('language', chosen);
        // The words of the other language may have to be loaded; until then the page stays as it is.
        startTransition(() => setLanguage(chosen));
      },
    };
  }, [language]);
  return <InterfaceContext value={value}>{children}</InterfaceContext>;
}

export function useInterface(): Interface {
  const value = useContext(InterfaceContext);
  if (value === undefined) throw new Error('the page has no language yet');
  return value;
}
