import { type DayFact, type FactKind, isRight } from './facts.ts';
import { firstTries, inOrder } from './first-tries.ts';

/** What a day came to. */
export interface DayFigures {
  day: string;
  xp: number;
  /** Time spent, counted once where two things happened at the same time. */
  effortMs: number;
  answers: number;
  reviews: number;
  firstTries: number;
  firstRight: number;
  learnerMs: number;
  tutorMs: number;
  /** First and last thing that earned something; of a day without, that happened. */
  firstAt: Date;
  lastAt: Date;
}

/** Typing and thinking is measured from what came before, up to this. */
const LONGEST_GAP_MS = 60_000;
/** The learner's own speech earns by this much. */
const SPEECH_PER_POINT_MS = 30_000;
/** One phrase, card or task earns at most this often a day. */
const MOST_A_DAY = 3;

/** Counts a day from all its facts, in whatever order they came. `undone` are the ids of reviews that were taken back. */
export function dayFigures(
  day: string,
  facts: readonly DayFact[],
  undone: ReadonlySet<string>,
): DayFigures | undefined {
  const counted = inOrder(facts).filter(({ id, kind }) => counts.has(kind) && !(kind === 'review' && undone.has(id)));
  const [first] = counted;
  if (!first) return undefined;
  const tries = firstTries(counted);
  const points = earnings(counted, new Set(tries.map(({ fact }) => fact.id)));
  const learnerMs = sum(counted, ({ learnerMs: ms }) => ms);
  const earning = counted.filter(({ id, learnerMs: ms }) => (points.get(id) ?? 0) > 0 || ms > 0);
  return {
    day,
    xp: [...points.values()].reduce((all, one) => all + one, 0) + Math.floor(learnerMs / SPEECH_PER_POINT_MS),
    effortMs: effort(counted),
    answers: counted.filter(({ kind }) => kind === 'answer').length,
    reviews: counted.filter(({ kind }) => kind === 'review').length,
    firstTries: tries.length,
    firstRight: tries.filter(({ right }) => right).length,
    learnerMs,
    tutorMs: sum(counted, ({ tutorMs }) => tutorMs),
    firstAt: (earning[0] ?? first).at,
    lastAt: (earning.at(-1) ?? first).at,
  };
}

/** Kinds that are something done; a lesson begun or a dispute is not. */
export const counts: ReadonlySet<FactKind> = new Set<FactKind>([
  'answer',
  'finished',
  'talk',
  'pronunciation',
  'review',
  'task',
  'quiz',
]);

/** Points of each fact. What is repeated in a row earns once, and nothing earns more than a few times a day. */
function earnings(facts: readonly DayFact[], firsts: ReadonlySet<string>): Map<string, number> {
  const points = new Map<string, number>();
  const times = new Map<string, number>();
  let last = '';
  for (const fact of facts) {
    if (fact.kind === 'talk') continue;
    const what = sameness(fact);
    const worth = fact.kind === 'answer' ? answerPoints(fact, firsts.has(fact.id)) : fact.points;
    const before = times.get(what) ?? 0;
    const most = fact.kind === 'finished' ? 1 : MOST_A_DAY;
    // What earned nothing does not break a row either.
    if (worth === 0 || what === last || before >= most) continue;
    points.set(fact.id, worth);
    times.set(what, before + 1);
    last = what;
  }
  return points;
}

function sameness({ kind, lesson, item, language, plain, verdict }: DayFact): string {
  // A mistake and the right answer after it are two things; which answer a mistake meant may not be known.
  if (kind === 'answer' && !isRight(verdict)) return `tried ${lesson} ${item}`;
  return kind === 'answer' || kind === 'pronunciation' ? `said ${language} ${plain}` : `${kind} ${lesson} ${item}`;
}

function answerPoints({ verdict, helped, shown }: DayFact, first: boolean): number {
  if (isRight(verdict)) {
    if (shown) return 2;
    const alone = first && !helped;
    return verdict === 'right' ? (alone ? 10 : 6) : alone ? 8 : 5;
  }
  if (verdict === 'wrong-form') return 3;
  return verdict === 'wrong' && first ? 1 : 0;
}

/** Length of all spans together. What has no measured time lasts since what came before. */
function effort(facts: readonly DayFact[]): number {
  let before: number | undefined;
  const spans = facts.map((fact): readonly [number, number] => {
    const end = fact.at.getTime();
    const gap = before === undefined ? 0 : Math.min(LONGEST_GAP_MS, end - before);
    before = end;
    return [end - (measured.has(fact.kind) ? fact.ms : gap), end];
  });
  let total = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
    total += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return total;
}

const measured: ReadonlySet<string> = new Set(['talk', 'review', 'task']);

function sum(facts: readonly DayFact[], of: (fact: DayFact) => number): number {
  return facts.reduce((all, fact) => all + of(fact), 0);
}
