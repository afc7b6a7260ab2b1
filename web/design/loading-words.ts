import { Refusal } from '../../wire/refusals.ts';
import { Unreachable } from '../api/call.ts';
import { area, type Translate, useWords } from '../i18n/messages.ts';
import type en from './loading-words.en.ts';

const words = area({ en: () => import('./loading-words.en.ts'), pl: () => import('./loading-words.pl.ts') });

export const useLoadingWords = (): Translate<keyof typeof en> => useWords(words);

const plain = ['unauthenticated', 'forbidden', 'not-found', 'too-large', 'unsupported-media', 'rate-limited'] as const;

/** What to tell a person of an error: ours in their language, and the server's own words where only it knows. */
export function useTroubleText(): (error: unknown) => string {
  const t = useLoadingWords();
  return (error) => {
    if (error instanceof Unreachable) return t('unreachable');
    if (!(error instanceof Refusal)) return t('unknown');
    const known = plain.find((code) => code === error.code);
    if (known !== undefined) return t(known);
    if (error.code === 'overloaded' || error.code === 'outage') return t('busy');
    if (error.code === 'internal') return t('unknown');
    return t(error.code === 'conflict' ? 'conflict' : 'refused', { message: error.message });
  };
}
