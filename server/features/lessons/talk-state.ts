import { z } from 'zod';
import { correction } from '../../../wire/effects.ts';
import { commandNames } from './commands.ts';
import type { Exchange, Lesson } from './compile-lesson.ts';

const count = z.number().int().min(0);

/** Where a talk stands. Plain JSON: it is what a conversation keeps over a restart. */
export const talkState = z.strictObject({
  phase: z.enum(['talking', 'ended']),
  /** The exchange that is asked now; when ended, the last one. */
  at: z.string(),
  /** False until the first line has been said. */
  opened: z.boolean(),
  /** Answers given at this exchange, right or not. */
  tries: count,
  /** Of them, those that were not understood or were wrong. */
  misses: count,
  /** Questions back ("Did you say ...?") at this exchange. */
  doubts: count,
  /** Questions of the learner's at this exchange that lead back to it. */
  asks: count,
  /** Rungs of the hint ladder given at this exchange. */
  hints: count,
  /** The answer (`a1`) that has been given away. */
  shown: z.string().nullable(),
  /** The answer (`a1`) or command (`c:skip`) that "Did you say ...?" is about. */
  confirm: z.string().nullable(),
  /** The wrong form (`w0`) that was corrected and is to be said right. */
  repair: z.string().nullable(),
  /** The wrong form (`w0`) that the learner was asked to put right alone. */
  prompted: z.string().nullable().default(null),
  /** Exchanges left behind, in order. */
  results: z.array(
    z.strictObject({
      exchange: z.string(),
      outcome: z.enum(['first_try', 'with_help', 'shown', 'skipped']),
      /** Key of the answer it was about. */
      answer: z.string(),
    }),
  ),
  /** Exchanges answered at the first try, also before the lesson was begun anew. */
  well: z.array(z.string()).default([]),
  /** In a drill, exchanges to be asked again, and whether that has begun. */
  again: z.array(z.string()).default([]),
  repeating: z.boolean().default(false),
  corrected: z.array(correction.extend({ exchange: z.string(), repaired: z.boolean() })),
  not_understood: count,
  /** Time spent talking, in milliseconds. */
  active_ms: z.number().min(0),
});

export type TalkState = z.infer<typeof talkState>;
export type Outcome = TalkState['results'][number]['outcome'];

const fresh = {
  tries: 0,
  misses: 0,
  doubts: 0,
  asks: 0,
  hints: 0,
  shown: null,
  confirm: null,
  repair: null,
  prompted: null,
} as const;

export function startOf(lesson: Lesson): TalkState {
  return {
    phase: 'talking',
    at: lesson.exchanges[0]?.id ?? '',
    opened: false,
    ...fresh,
    results: [],
    well: [],
    again: [],
    repeating: false,
    corrected: [],
    not_understood: 0,
    active_ms: 0,
  };
}

/** The state at a new exchange. */
export const movedTo = (state: TalkState, exchange: string): TalkState => ({ ...state, ...fresh, at: exchange });

/** The exchange that the state is at. A state is only ever made for its lesson. */
export function exchangeAt(lesson: Lesson, state: TalkState): Exchange {
  const exchange = lesson.byId.get(state.at) ?? lesson.exchanges[0];
  if (!exchange) throw new Error(`lesson ${lesson.id} has no exchange`);
  return exchange;
}

const snapshot = z.strictObject({ version: z.literal(1), lesson: z.string(), state: talkState });

export const snapshotOf = (lesson: Lesson, state: TalkState): unknown => ({ version: 1, lesson: lesson.id, state });

/** The state of an earlier snapshot, or undefined when it is none, or none that today's lesson can go on from. */
export function restoreState(lesson: Lesson, saved: unknown): TalkState | undefined {
  const parsed = snapshot.safeParse(saved);
  if (!parsed.success || parsed.data.lesson !== lesson.id) return undefined;
  const { state } = parsed.data;
  const exchange = lesson.byId.get(state.at);
  if (!exchange) return undefined;
  const known = (id: string | null): boolean =>
    id === null ||
    commandNames.some((name) => id === `c:${name}`) ||
    exchange.answers.some((answer) => answer.key === id) ||
    exchange.wrong.some((wrong) => wrong.key === id);
  const met = state.results.every(({ exchange: id, answer }) =>
    lesson.byId.get(id)?.answers.some(({ key }) => key === answer),
  );
  const there = state.again.every((id) => lesson.byId.has(id));
  const asked = [state.confirm, state.repair, state.prompted, state.shown].every(known);
  return asked && there && met ? state : undefined;
}
