import { type Card, createEmptyCard, type FSRS, fsrs, type Grade } from 'ts-fsrs';

/** What FSRS-6 knows of one card, and when it is to be asked. */
export interface Memory {
  /** 0 new, 1 learning, 2 review, 3 relearning. */
  state: number;
  due: Date;
  stability: number;
  difficulty: number;
  scheduledDays: number;
  learningSteps: number;
  reps: number;
  lapses: number;
  lastReview: Date | null;
  firstReview: Date | null;
}

export interface LoggedReview {
  id: string;
  at: Date;
  rating: number;
  source: 'review' | 'conversation' | 'import';
  /** The learner's own day of `at`. */
  day: string;
  /** Retention that was wanted when it was written: a later change of the setting moves no card that was answered before. */
  retention: number;
  undone: boolean;
}

/** What a review did; `counted` false: it is kept and did nothing. */
export interface Applied {
  counted: boolean;
  stateBefore: number | null;
  predicted: number | null;
  stability: number | null;
  difficulty: number | null;
  intervalDays: number | null;
}

/** Forgotten so often, a card is a leech; after it was forgiven it takes half as often. */
export const LEECH_LAPSES = 8;

export const REVIEW_STATE = 2;
const DAY_MS = 86_400_000;

const schedulers = new Map<number, FSRS>();

/** FSRS-6 with its default weights and steps, without fuzz: the same answers at the same times always give the same card. */
function schedulerFor(retention: number): FSRS {
  const key = Math.round(retention * 1_000) / 1_000;
  const known = schedulers.get(key);
  if (known) return known;
  const made = fsrs({ request_retention: key, enable_fuzz: false });
  schedulers.set(key, made);
  return made;
}

export function newMemory(addedAt: Date): Memory {
  return memoryOf(createEmptyCard(addedAt), null);
}

/** The memory after one answer. */
export function rated(memory: Memory, rating: number, at: Date, retention: number): Memory {
  const { card } = schedulerFor(retention).next(cardOf(memory), at, rating as Grade);
  return memoryOf(card, memory.firstReview ?? at);
}

/** Chance, 0 to 1, that the card is known at `at`; undefined while it is new. */
export function retrievability(memory: Memory, at: Date): number | undefined {
  if (memory.state === 0 || !memory.lastReview) return undefined;
  const days = Math.max(0, at.getTime() - memory.lastReview.getTime()) / DAY_MS;
  return schedulerFor(0.9).forgetting_curve(days, memory.stability);
}

/** Milliseconds until the card would come back, by rating from 1 to 4. */
export function intervals(memory: Memory, at: Date, retention: number): [number, number, number, number] {
  const preview = schedulerFor(retention).repeat(cardOf(memory), laterOf(at, memory.lastReview));
  const after = (rating: 1 | 2 | 3 | 4): number => preview[rating].card.due.getTime() - at.getTime();
  return [after(1), after(2), after(3), after(4)];
}

/**
 * The memory that a log of reviews leads to, from what the card came with. `reviews` may be in any order; they count by time, then
 * by id, so that two devices come to the same card whichever is heard first.
 */
export function replay(
  base: Memory,
  reviews: readonly LoggedReview[],
  resetAt: Date | null,
): { memory: Memory; applied: ReadonlyMap<string, Applied> } {
  let memory = base;
  const applied = new Map<string, Applied>();
  const talkDays = new Set<string>();
  for (const review of [...reviews].sort(inOrder)) {
    if (!counts(review, memory, resetAt, talkDays)) {
      applied.set(review.id, nothing);
      continue;
    }
    const before = memory;
    memory = rated(before, review.rating, review.at, review.retention);
    if (review.source === 'conversation') talkDays.add(review.day);
    applied.set(review.id, {
      counted: true,
      stateBefore: before.state,
      predicted: retrievability(before, review.at) ?? null,
      stability: memory.stability,
      difficulty: memory.difficulty,
      intervalDays: memory.scheduledDays,
    });
  }
  return { memory, applied };
}

const nothing: Applied = {
  counted: false,
  stateBefore: null,
  predicted: null,
  stability: null,
  difficulty: null,
  intervalDays: null,
};

function counts(review: LoggedReview, memory: Memory, resetAt: Date | null, talkDays: ReadonlySet<string>): boolean {
  if (review.undone || review.source === 'import') return false;
  if (resetAt && review.at <= resetAt) return false;
  // What the card came with knows of all that was before.
  if (memory.lastReview && review.at < memory.lastReview) return false;
  return review.source === 'review' || talkCounts(review, memory, talkDays);
}

/** Talk: once a day, only what is past its first steps, and a use that was right only once the card was due. */
function talkCounts({ rating, at, day }: LoggedReview, memory: Memory, talkDays: ReadonlySet<string>): boolean {
  if (memory.state !== REVIEW_STATE || talkDays.has(day)) return false;
  return rating === 1 || memory.due <= at;
}

/** Forgotten again and again: `forgiven` are the lapses that the learner has let pass, or -1 for none. */
export function isLeech(lapses: number, forgiven: number): boolean {
  return forgiven < 0 ? lapses >= LEECH_LAPSES : lapses >= forgiven + LEECH_LAPSES / 2;
}

const inOrder = (a: LoggedReview, b: LoggedReview): number =>
  a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const laterOf = (at: Date, other: Date | null): Date => (other && other > at ? other : at);

function cardOf(memory: Memory): Card {
  const { state, due, stability, difficulty, scheduledDays, learningSteps, reps, lapses, lastReview } = memory;
  return {
    state,
    due,
    stability,
    difficulty,
    // Worked out by the scheduler from the last review; it asks for the field all the same.
    elapsed_days: 0,
    scheduled_days: scheduledDays,
    learning_steps: learningSteps,
    reps,
    lapses,
    ...(lastReview ? { last_review: lastReview } : {}),
  };
}

function memoryOf(card: Card, firstReview: Date | null): Memory {
  return {
    state: card.state,
    due: card.due,
    stability: card.stability,
    difficulty: card.difficulty,
    scheduledDays: card.scheduled_days,
    learningSteps: card.learning_steps,
    reps: card.reps,
    lapses: card.lapses,
    lastReview: card.last_review ?? null,
    firstReview,
  };
}
