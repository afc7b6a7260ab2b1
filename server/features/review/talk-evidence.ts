import type { LearningEvent, LearningEventOf } from '../learners/index.ts';
import { isReviewScene } from './review-scenes.ts';

/** What a turn of talk says of the memory of one text. */
export interface Evidence {
  text: string;
  language: string;
  rating: 1 | 2 | 3;
  how: 'spoken' | 'typed';
  conversation: string | null;
}

/**
 * What an answer in a lesson says of the memory, or undefined. The tutor's line asks for it, so a right answer is no more than
 * hard, and only the first try without any help is the learner's own; a wrong form is a lapse of the form. A coach names it only
 * when the learner has tried to mend it: then the second try tells of the first.
 */
export function evidenceOf({ data }: LearningEventOf<'answer'>): Evidence | undefined {
  const { text, language, verdict, how, attempt, hints, shown, conversation, lesson, correction } = data;
  if (text === '' || hints > 0 || shown || isReviewScene(lesson)) return undefined;
  const of = (rating: 1 | 2): Evidence => ({ text, language, rating, how, conversation });
  if (attempt === 2 && correction !== null) return of(1);
  if (attempt !== 1) return undefined;
  if (verdict === 'right' || verdict === 'close') return of(2);
  return verdict === 'wrong-form' ? of(1) : undefined;
}

/** Said of the learner's own accord, with nobody asking for it. */
export const evidenceOfUse = ({ data }: LearningEventOf<'used'>): Evidence => ({ ...data, rating: 3 });

/** The name that what follows from talk has in a card's history, and by which it can be undone. */
export const talkReviewId = (event: Pick<LearningEvent, 'id'>): string => `talk/${event.id}`;
