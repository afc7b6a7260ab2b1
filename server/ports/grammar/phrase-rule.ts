import type { GrammarFinding } from './port.ts';

/** One classic mistake of learners, as a pattern narrow enough that correct sentences stay untouched. */
export interface PhraseRule {
  /** Stable name; findings carry it. */
  id: string;
  /** Kind in ERRANT's terms. */
  kind: string;
  /** Matches without regard to case; apostrophes are straight in what it is tried on. */
  find: RegExp;
  /** What to say instead of all that matched, best first; groups as `$1` or by a function. */
  fix: string | ((found: RegExpExecArray) => readonly string[]);
  message: string;
}

/** All that `rules` find in `text`. */
export function applyPhraseRules(rules: readonly PhraseRule[], text: string): GrammarFinding[] {
  // One unit for one unit: places stay the same.
  const plain = text.replace(/[’‘]/gu, "'");
  return rules.flatMap((rule) =>
    [...plain.matchAll(new RegExp(rule.find.source, 'giu'))].map((found) => ({
      start: found.index,
      end: found.index + found[0].length,
      kind: rule.kind,
      rule: `learner.${rule.id}`,
      message: rule.message,
      suggestions: suggestionsOf(rule, found),
    })),
  );
}

function suggestionsOf(rule: PhraseRule, found: RegExpExecArray): string[] {
  const { fix } = rule;
  const given =
    typeof fix === 'function'
      ? fix(found)
      : [fix.replace(/\$(\d)/gu, (_, group: string) => found[Number(group)] ?? '')];
  const capital = /^\p{Lu}/u.test(found[0]);
  return given.map((text) => {
    const tidy = text.replace(/ {2,}/gu, ' ').trim();
    const pronoun = tidy.replace(/^i(?=[ '])/u, 'I');
    return capital ? pronoun.charAt(0).toUpperCase() + pronoun.slice(1) : pronoun;
  });
}
