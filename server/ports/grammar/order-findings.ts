import type { GrammarFinding } from './port.ts';

/** The findings in order of the text; of two that overlap, the one given first stays. */
export function orderFindings(findings: readonly GrammarFinding[]): GrammarFinding[] {
  const kept: GrammarFinding[] = [];
  for (const finding of findings) {
    if (!kept.some((other) => finding.start < other.end && other.start < finding.end)) kept.push(finding);
  }
  return kept.sort((a, b) => a.start - b.start);
}
