import type { Settings } from '../../wire/settings.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import { useSettings } from './use-settings.ts';

export type Pair = Pick<Settings, 'learning' | 'from'>;

/** The language learnt, and the one that helps. Until somebody says otherwise, one learns another than one reads the page in. */
export function usePair(): Pair {
  const settings = useSettings();
  const { language } = useInterface();
  if (settings !== undefined && settings.learning !== language) {
    return { learning: settings.learning, from: settings.from };
  }
  return { learning: language === 'pl' ? 'en' : 'pl', from: language };
}
