import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { remember, remembered } from '../remember.ts';
import { en, type Strings } from './en.ts';
import { pl } from './pl.ts';

const tables = { en, pl };
export type InterfaceLanguage = keyof typeof tables;
export const interfaceLanguages = Object.keys(tables) as InterfaceLanguage[];

/** Each language by its own name, whatever the page's language is. */
export const ownName = (language: InterfaceLanguage): string => tables[language].name;

interface Interface {
  language: InterfaceLanguage;
  strings: Strings;
  /** The name of a language in the page's language, for example `Polish`. */
  nameOf(language: string): string;
  choose(language: InterfaceLanguage): void;
}

const InterfaceContext = createContext<Interface | undefined>(undefined);

function isKnown(language: string | undefined): language is InterfaceLanguage {
  return language !== undefined && Object.hasOwn(tables, language);
}

function firstLanguage(): InterfaceLanguage {
  const chosen = remembered('language');
  if (isKnown(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isKnown) ?? 'en';
}

export function InterfaceLanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const names = new Intl.DisplayNames([language], { type: 'language' });
  const value: Interface = {
    language,
    strings: tables[language],
    nameOf: (tag) => names.of(tag) ?? tag,
    choose(chosen) {
      remember('language', chosen);
      setLanguage(chosen);
    },
  };
  return <InterfaceContext value={value}>{children}</InterfaceContext>;
}

export function useInterface(): Interface {
  const value = useContext(InterfaceContext);
  if (value === undefined) throw new Error('the page has no language yet');
  return value;
}
