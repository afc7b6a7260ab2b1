import type { ReviewCard } from '../../wire/api/review.ts';

export type Grade = 1 | 2 | 3 | 4;

/** What typing came to: what was typed, and the grade that it suggests. */
export interface Typed {
  text: string;
  grade: Grade;
  exact: boolean;
  /** Graded here, without the server. */
  local: boolean;
}

interface Answered {
  card: ReviewCard;
  grade: Grade;
  /** Of the event in the learning log. */
  event: string;
}

export interface PlayerState {
  /** Still to be asked; the first is on the table. */
  readonly ahead: readonly ReviewCard[];
  readonly answered: readonly Answered[];
  readonly revealed: boolean;
  readonly typed: Typed | undefined;
}

export type PlayerAct =
  | { type: 'revealed'; typed?: Typed }
  | { type: 'graded'; grade: Grade; event: string }
  /** The card after its answer, from the server: one that comes back within the session is asked again. */
  | { type: 'scheduled'; card: ReviewCard; now: number }
  | { type: 'undone' }
  | { type: 'aside' };

/** A card that is due again so soon is asked again in the same session. */
const SOON_MS = 15 * 60_000;

export const beginPlayer = (cards: readonly ReviewCard[]): PlayerState => ({
  ahead: cards,
  answered: [],
  revealed: false,
  typed: undefined,
});

export function reducePlayer(state: PlayerState, act: PlayerAct): PlayerState {
  const [card, ...rest] = state.ahead;
  const turned = { revealed: false, typed: undefined };
  switch (act.type) {
    case 'revealed':
      return card === undefined ? state : { ...state, revealed: true, typed: act.typed };
    case 'graded':
      if (card === undefined || !state.revealed) return state;
      return { ...turned, ahead: rest, answered: [...state.answered, { card, grade: act.grade, event: act.event }] };
    case 'scheduled': {
      const soon = Date.parse(act.card.due) - act.now <= SOON_MS;
      if (!soon || act.card.suspended || state.ahead.some(({ id }) => id === act.card.id)) return state;
      return { ...state, ahead: [...state.ahead, act.card] };
    }
    case 'undone': {
      const last = state.answered.at(-1);
      if (last === undefined) return state;
      const others = state.ahead.filter(({ id }) => id !== last.card.id);
      return { ...turned, ahead: [last.card, ...others], answered: state.answered.slice(0, -1) };
    }
    case 'aside':
      return card === undefined ? state : { ...state, ...turned, ahead: rest };
  }
}
