import type { PhraseRule } from '../../ports/grammar/phrase-rule.ts';
import { verbRules } from './verb-rules.ts';
import { wordRules } from './word-rules.ts';

/** Classic mistakes that harper lets pass. A doubtful case is left alone: a false alarm costs more than a miss. */
export const learnerRules: readonly PhraseRule[] = [...verbRules, ...wordRules];
