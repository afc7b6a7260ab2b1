import { z } from 'zod';

const count = z.number().int().min(0);

/** A card as it is asked aloud; what it was when the review began. */
export const askedCard = z.strictObject({
  card: z.string(),
  item: z.string(),
  kind: z.enum(['production', 'hearing']),
  text: z.string(),
  language: z.string(),
  translation: z.string(),
  from: z.string(),
});
export type AskedCard = z.infer<typeof askedCard>;

/** Where a spoken review stands. Plain JSON: it is what a conversation keeps over a restart. */
export const reviewState = z.strictObject({
  /** In the order in which they are asked; one that was not known comes once more at the end. */
  cards: z.array(askedCard).max(1_000),
  at: count,
  opened: z.boolean(),
  ended: z.boolean(),
  /** Of the card that is asked now. */
  tries: count,
  hints: count,
  doubts: count,
  /** One for each card left behind. `rating` null: passed over. */
  results: z.array(
    z.strictObject({ card: z.string(), rating: z.number().int().min(1).max(3).nullable(), shown: z.boolean() }),
  ),
  not_understood: count,
  active_ms: z.number().min(0),
});
export type ReviewState = z.infer<typeof reviewState>;

const fresh = { tries: 0, hints: 0, doubts: 0 } as const;

export const startOf = (cards: readonly AskedCard[]): ReviewState => ({
  cards: [...cards],
  at: 0,
  opened: false,
  ended: false,
  ...fresh,
  results: [],
  not_understood: 0,
  active_ms: 0,
});

/** The state at the next card; what was not known is put at the end, once. */
export function movedOn(state: ReviewState, rating: 1 | 2 | 3 | null, shown: boolean): ReviewState {
  const current = state.cards[state.at];
  if (!current) return { ...state, ended: true };
  const before = state.results.some(({ card }) => card === current.card);
  const cards = rating === 1 && !before ? [...state.cards, current] : state.cards;
  return {
    ...state,
    ...fresh,
    cards,
    at: state.at + 1,
    ended: state.at + 1 >= cards.length,
    results: [...state.results, { card: current.card, rating, shown }],
  };
}

const snapshot = z.strictObject({ version: z.literal(1), review: z.string(), state: reviewState });

export const snapshotOf = (scene: string, state: ReviewState): unknown => ({ version: 1, review: scene, state });

/** The state of an earlier snapshot of this scene; undefined when it is none, or one that had ended. */
export function restored(scene: string, saved: unknown): ReviewState | undefined {
  const parsed = snapshot.safeParse(saved);
  if (!parsed.success || parsed.data.review !== scene || parsed.data.state.ended) return undefined;
  return parsed.data.state.at < parsed.data.state.cards.length ? parsed.data.state : undefined;
}
