import type { LearningEvent, LearningEventOf } from '../learners/index.ts';
import { plainText } from './plain-text.ts';

export type FactKind =
  | 'started'
  | 'answer'
  | 'finished'
  | 'talk'
  | 'pronunciation'
  | 'review'
  | 'undone'
  | 'task'
  | 'quiz'
  /** One item of a task or a quiz, answered right or not. */
  | 'item'
  | 'disputed'
  | 'placed'
  /** What earns nothing and is only counted over all learners. */
  | 'hint'
  | 'answer-shown'
  | 'corrected'
  | 'replayed'
  | 'practice-finished';

/** What an event of the learning log comes to here: few and narrow columns, so that a day or a phrase is soon counted again. */
export interface Fact {
  id: string;
  at: Date;
  kind: FactKind;
  lesson: string;
  /** Exchange, task, quiz, card; of `undone` the review, of `disputed` the correction, of `placed` the range. */
  item: string;
  language: string;
  /** A right answer, as written and plain. */
  text: string;
  plain: string;
  how: string;
  verdict: string;
  attempt: number;
  /** A hint was taken, or the answer given away. */
  helped: boolean;
  shown: boolean;
  /** Right at the first try and without help. */
  alone: boolean;
  right: number;
  total: number;
  /** Experience points, where they do not depend on what came before. */
  points: number;
  /** Time it took, as measured. */
  ms: number;
  learnerMs: number;
  tutorMs: number;
}

/** A fact with the learner's own day. */
export interface DayFact extends Fact {
  day: string;
}

/** Shorter, and it was a click and no recall. */
const RECALL_MS = 1_000;
const ITEM_MS = 500;
const LONGEST_REVIEW_MS = 120_000;
const LONGEST_TASK_MS = 900_000;
const MOST_POINTS = 300;

export function factsOf(event: LearningEvent): Fact[] {
  const { id, at } = event;
  const fact = (kind: FactKind, more: Partial<Fact>): Fact => ({ ...blank, id, at, kind, ...more });
  switch (event.kind) {
    case 'lesson-started':
      return [fact('started', { lesson: event.data.lesson })];
    case 'answer':
      return [fact('answer', answered(event.data))];
    case 'lesson-finished':
      return [fact('finished', finished(event.data))];
    case 'talk':
      return [fact('talk', { learnerMs: event.data.learner_ms, tutorMs: event.data.tutor_ms, ms: talked(event.data) })];
    case 'pronunciation': {
      const { text, language, words } = event.data;
      const good = words.filter(({ verdict }) => verdict === 'good').length;
      const points = words.length > 0 && good * 2 >= words.length ? 2 : 0;
      return [
        fact('pronunciation', { text, plain: plainText(text), language, right: good, total: words.length, points }),
      ];
    }
    case 'review': {
      const { card, rating, how, ms } = event.data;
      return [
        fact('review', {
          item: card,
          how,
          verdict: String(rating),
          ms: Math.min(ms, LONGEST_REVIEW_MS),
          points: reviewPoints(event.data),
        }),
      ];
    }
    case 'review-undone':
      return [fact('undone', { item: event.data.review })];
    case 'task':
    case 'quiz':
      return exercise(event, fact);
    case 'disputed':
      return [
        fact('disputed', { item: event.data.correction, verdict: event.data.taken_back ? 'taken-back' : 'said' }),
      ];
    case 'placed': {
      const { language, from, to, right, total } = event.data;
      return [fact('placed', { language, item: `${from}/${to}`, right, total })];
    }
    // What neither costs effort nor tells of recall is only counted.
    case 'hint':
    case 'answer-shown':
      return [fact(event.kind, { lesson: event.data.lesson, item: event.data.exchange })];
    case 'corrected':
    case 'replayed':
      return [fact(event.kind, { lesson: event.data.lesson ?? '' })];
    case 'practice-finished':
      return [fact('practice-finished', {})];
    case 'used':
      return [];
  }
}

const blank = {
  lesson: '',
  item: '',
  language: '',
  text: '',
  plain: '',
  how: '',
  verdict: '',
  attempt: 0,
  helped: false,
  shown: false,
  alone: false,
  right: 0,
  total: 0,
  points: 0,
  ms: 0,
  learnerMs: 0,
  tutorMs: 0,
};

function answered(data: LearningEventOf<'answer'>['data']): Partial<Fact> {
  const { lesson, exchange, text, language, verdict, how, attempt, hints, shown } = data;
  const helped = hints > 0 || shown;
  return {
    lesson,
    item: exchange,
    language,
    text,
    plain: plainText(text),
    how,
    verdict,
    attempt,
    helped,
    shown,
    alone: isRight(verdict) && !helped && attempt <= 1,
  };
}

export const isRight = (verdict: string): boolean => verdict === 'right' || verdict === 'close';

function finished(data: LearningEventOf<'lesson-finished'>['data']): Partial<Fact> {
  const { lesson, exchanges, first_try, with_help } = data;
  // Most of it has to have been said by the learner.
  const said = exchanges > 0 && (first_try + with_help) * 2 >= exchanges;
  return { lesson, right: first_try, total: exchanges, points: said ? 10 : 0 };
}

const talked = ({ learner_ms, tutor_ms }: LearningEventOf<'talk'>['data']): number => learner_ms + tutor_ms;

function reviewPoints({ rating, how, ms }: LearningEventOf<'review'>['data']): number {
  if (ms < RECALL_MS) return 0;
  if (rating === 1) return 1;
  return how === 'button' ? 2 : 5;
}

function exercise(
  { id, kind, data }: LearningEventOf<'task'> | LearningEventOf<'quiz'>,
  fact: (kind: FactKind, more: Partial<Fact>) => Fact,
): Fact[] {
  const { lesson, right, total, items } = data;
  const item = 'task' in data ? data.task : data.quiz;
  const ms = 'ms' in data ? Math.min(data.ms, LONGEST_TASK_MS) : 0;
  const tooFast = 'ms' in data && total > 0 && data.ms < total * ITEM_MS;
  const earned = items.reduce((sum, one) => sum + (one.right ? (one.how === 'chosen' ? 1 : 3) : 0), 0);
  // A number of right ones with nothing that was answered is a claim, and earns nothing.
  const points = tooFast ? 0 : Math.min(MOST_POINTS, earned);
  return [
    fact(kind, { lesson, item, right: Math.min(right, total), total, ms, points }),
    ...items.map((one, index) =>
      fact('item', {
        id: `${id}#${index}`,
        lesson,
        item,
        language: one.language,
        text: one.text,
        plain: plainText(one.text),
        how: one.how,
        verdict: one.right ? 'right' : 'wrong',
        attempt: 1,
        // Picked from what is shown tells of recognising, not of recall.
        alone: one.right && one.how !== 'chosen',
      }),
    ),
  ];
}
