import type { LearningEvent, LearningEventOf } from '../../learners/index.ts';

/** Minutes from the start of 2026 at noon, UTC. */
export const at = (minutes: number): Date => new Date(Date.UTC(2026, 0, 1, 12) + minutes * 60_000);

export function event<K extends LearningEvent['kind']>(
  minutes: number,
  kind: K,
  data: LearningEventOf<K>['data'] | object,
  id = `${kind}-${minutes}-event`,
): LearningEvent {
  return { id, at: at(minutes), kind, data } as LearningEvent;
}

/** An answer in a lesson: right, spoken, at the first try, unless told otherwise. */
export function answer(
  minutes: number,
  more: Partial<LearningEventOf<'answer'>['data']> = {},
  id?: string,
): LearningEvent {
  const data = {
    conversation: null,
    lesson: 'l',
    exchange: 'e1',
    text: 'Poproszę kawę.',
    language: 'pl',
    verdict: 'right',
    how: 'spoken',
    attempt: 1,
    hints: 0,
    shown: false,
    correction: null,
    words: [],
    ...more,
  };
  return event(minutes, 'answer', data, id);
}
