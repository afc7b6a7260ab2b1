import type { AnswerVerdict } from '../../wire/effects.ts';

export interface TurnNote {
  verdict: AnswerVerdict;
  /** Empty when nothing has to be better. */
  better: string;
  why: string;
}

const verdicts: readonly AnswerVerdict[] = ['right', 'close', 'wrong-form', 'unsure', 'not-understood', 'wrong'];

/** What the tutor noted on an answer, as it was shown then; effects of an older server may look otherwise. */
export function turnNote(effects: readonly { name: string; data: Record<string, unknown> }[]): TurnNote | undefined {
  const data = effects.find(({ name }) => name === 'feedback')?.data;
  const verdict = verdicts.find((known) => known === data?.verdict);
  if (data === undefined || verdict === undefined) return undefined;
  const correction = Object(data.correction ?? {}) as Record<string, unknown>;
  const said = (value: unknown): string => (typeof value === 'string' ? value : '');
  const answer = verdict === 'right' || said(data.answer) === said(data.heard) ? '' : said(data.answer);
  return { verdict, better: said(correction.better) || answer, why: said(correction.why) };
}
