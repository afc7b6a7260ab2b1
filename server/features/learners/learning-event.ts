import type { z } from 'zod';
import type { LearningKind, learningData } from '../../../wire/learning.ts';

/** One event of the learning log. `id` is unique for its person. */
export type LearningEvent = {
  [K in LearningKind]: { id: string; at: Date; kind: K; data: z.output<(typeof learningData)[K]> };
}[LearningKind];

export type LearningEventOf<K extends LearningKind> = Extract<LearningEvent, { kind: K }>;
