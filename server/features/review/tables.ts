import type { GeneratedAlways, Kysely, Selectable } from 'kysely';
import type { Database } from '../../ports/database/port.ts';
import type { AnyTransaction } from '../learners/index.ts';
import type { Memory } from './memory.ts';

export type CardKind = 'recognition' | 'production' | 'hearing';
export type ItemSource = 'lesson' | 'learner' | 'import';

interface ItemTable {
  id: string;
  person_id: string;
  text: string;
  language: string;
  /** The text as answers are compared: one item a language has it. */
  key: string;
  translation: string;
  translation_language: string;
  note: string;
  /** jsonb goes in as text and comes out parsed. */
  tags: unknown;
  source: ItemSource;
  lesson: string | null;
  /** All words, in lower case and without marks. */
  search: string;
  added_at: Date;
}

export interface MemoryColumns {
  state: number;
  due: Date;
  stability: number;
  difficulty: number;
  scheduled_days: number;
  learning_steps: number;
  reps: number;
  lapses: number;
  last_review: Date | null;
  first_review: Date | null;
}

interface CardTable extends MemoryColumns {
  id: string;
  person_id: string;
  item_id: string;
  kind: CardKind;
  /** The memory it came with; null for none. */
  base: unknown;
  /** Reviews until then count no more. */
  reset_at: Date | null;
  /** Lapses that the learner has let pass when a leech was let back; -1 for none. */
  forgiven: number;
  suspended: boolean;
  leech: boolean;
  paused: GeneratedAlways<boolean>;
  buried_until: Date | null;
  added_at: Date;
}

interface LogTable {
  person_id: string;
  id: string;
  card_id: string;
  at: Date;
  rating: number;
  how: string;
  ms: number;
  source: 'review' | 'conversation' | 'import';
  day: string;
  retention: number;
  evidence_event: string | null;
  evidence_conversation: string | null;
  counted: boolean;
  state_before: number | null;
  predicted: number | null;
  stability: number | null;
  difficulty: number | null;
  interval_days: number | null;
}

export type ReviewTables = {
  review_items: ItemTable;
  review_cards: CardTable;
  review_log: LogTable;
  review_undone: { person_id: string; review: string };
  review_dismissed: { person_id: string; language: string; key: string };
  review_practice: { person_id: string; day: string; chosen: unknown };
  review_practice_done: { person_id: string; day: string; part: 'dialogue' | 'pronunciation'; what: string };
};

export type ItemRow = Selectable<ItemTable>;
export type CardRow = Selectable<CardTable>;
export type LogRow = Selectable<LogTable>;

/** Queries of these tables, in a transaction or outside one. */
export type Queries = Kysely<ReviewTables>;

export const queriesOf = (on: Database | AnyTransaction): Queries =>
  ('db' in on ? on.db : on).$extendTables<ReviewTables>();

export const columnsOf = (memory: Memory): MemoryColumns => ({
  state: memory.state,
  due: memory.due,
  stability: memory.stability,
  difficulty: memory.difficulty,
  scheduled_days: memory.scheduledDays,
  learning_steps: memory.learningSteps,
  reps: memory.reps,
  lapses: memory.lapses,
  last_review: memory.lastReview,
  first_review: memory.firstReview,
});

export const memoryIn = (row: MemoryColumns): Memory => ({
  state: row.state,
  due: row.due,
  stability: row.stability,
  difficulty: row.difficulty,
  scheduledDays: row.scheduled_days,
  learningSteps: row.learning_steps,
  reps: row.reps,
  lapses: row.lapses,
  lastReview: row.last_review,
  firstReview: row.first_review,
});
