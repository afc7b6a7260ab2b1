import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../ports/database/port.ts';
import type { AnyTransaction } from '../learners/index.ts';
import { type DaySettings, dayOf } from './day-history.ts';
import type { DayFact, Fact, FactKind } from './facts.ts';

export interface LastRun {
  id: string;
  at: string;
  exchanges: number;
  first_try: number;
  with_help: number;
  shown: number;
  skipped: number;
  minutes: number | null;
}

/** jsonb goes in as text and comes out parsed. */
export type ProgressTables = {
  progress_settings: { person_id: string; since: Date; time_zone: string; goal_minutes: number };
  progress_facts: {
    person_id: string;
    id: string;
    at: Date;
    day: string;
    kind: FactKind;
    lesson: string;
    item: string;
    language: string;
    shown_text: string;
    plain: string;
    how: string;
    verdict: string;
    attempt: number;
    helped: boolean;
    shown: boolean;
    alone: boolean;
    right_count: number;
    total_count: number;
    points: number;
    ms: number;
    learner_ms: number;
    tutor_ms: number;
  };
  progress_days: {
    person_id: string;
    day: string;
    xp: number;
    effort_ms: number;
    answers: number;
    reviews: number;
    first_tries: number;
    first_right: number;
    learner_ms: number;
    tutor_ms: number;
    first_at: Date;
    last_at: Date;
  };
  progress_phrases: {
    person_id: string;
    lesson: string;
    exchange: string;
    language: string;
    shown_text: string;
    asked: number;
    missed: number;
    mastered_at: Date | null;
    last_at: Date;
  };
  progress_words: {
    person_id: string;
    language: string;
    word: string;
    right_count: number;
    missed_count: number;
    first_at: Date;
    last_at: Date;
  };
  progress_lessons: {
    person_id: string;
    lesson: string;
    started_at: Date;
    last_at: Date;
    completed_at: Date | null;
    times_completed: number;
    best: number | null;
    last_run: unknown;
  };
  progress_corrections: {
    person_id: string;
    id: string;
    at: Date;
    rule: string;
    kind: string;
    lesson: string | null;
    said: string;
    better: string;
    better_plain: string;
    disputed: boolean;
  };
  progress_errors: {
    person_id: string;
    rule: string;
    kind: string;
    state: 'open' | 'cured';
    times: number;
    right_uses: number;
    right_days: number;
    first_at: Date;
    last_at: Date;
    cured_at: Date | null;
    first_cured_at: Date | null;
    came_back: number;
    correction: string;
  };
  progress_reminders: { person_id: string; hour: number; time_zone: string; sent_day: string | null };
};

export type ProgressTx = Transaction<ProgressTables>;
/** A transaction, or the database itself where only one query is asked. */
export type ProgressDb = Kysely<ProgressTables>;

export const inTx = (tx: AnyTransaction): ProgressTx => tx.$extendTables<ProgressTables>();
export const dbOf = (database: Database): ProgressDb => database.db.$extendTables<ProgressTables>();

type FactRow = ProgressTables['progress_facts'];

export function factRow(personId: string, fact: Fact, history: readonly DaySettings[]): FactRow {
  return {
    person_id: personId,
    id: fact.id,
    at: fact.at,
    day: dayOf(history, fact.at),
    kind: fact.kind,
    lesson: fact.lesson,
    item: fact.item,
    language: fact.language,
    shown_text: fact.text,
    plain: fact.plain,
    how: fact.how,
    verdict: fact.verdict,
    attempt: fact.attempt,
    helped: fact.helped,
    shown: fact.shown,
    alone: fact.alone,
    right_count: fact.right,
    total_count: fact.total,
    points: fact.points,
    ms: Math.round(fact.ms),
    learner_ms: Math.round(fact.learnerMs),
    tutor_ms: Math.round(fact.tutorMs),
  };
}

export function factOf(row: FactRow): DayFact {
  return {
    id: row.id,
    at: row.at,
    day: row.day,
    kind: row.kind,
    lesson: row.lesson,
    item: row.item,
    language: row.language,
    text: row.shown_text,
    plain: row.plain,
    how: row.how,
    verdict: row.verdict,
    attempt: row.attempt,
    helped: row.helped,
    shown: row.shown,
    alone: row.alone,
    right: row.right_count,
    total: row.total_count,
    points: row.points,
    ms: row.ms,
    learnerMs: row.learner_ms,
    tutorMs: row.tutor_ms,
  };
}

export async function settingsHistory(db: ProgressDb, personId: string): Promise<DaySettings[]> {
  const rows = await db
    .selectFrom('progress_settings')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('since')
    .execute();
  return rows.map(({ since, time_zone, goal_minutes }) => ({ since, timeZone: time_zone, goalMinutes: goal_minutes }));
}
