import { area, type Translate, useWords } from '../i18n/messages.ts';
import type en from './words.en.ts';

const words = area({ en: () => import('./words.en.ts'), pl: () => import('./words.pl.ts') });

export const usePeopleWords = (): Translate<keyof typeof en> => useWords(words);
