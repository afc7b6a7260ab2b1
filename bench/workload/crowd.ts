import { createHash } from 'node:crypto';

/** What each learner of the crowd has behind them: words to keep, events in the log, days with progress. */
const crowd = { items: 5, events: 10, days: 10 };
/** What each of the learners who are measured has. */
const measured = { items: 60, events: 200, days: 60 };

/** The API key of the n-th measured learner. */
export const keyOf = (n: number): string => `parlando_bench-${n}`;
const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Writes `learners` people with a past; the first `active` have keys and more of it. */
export async function seedCrowd(
  execute: (sql: string) => Promise<unknown>,
  learners: number,
  active: number,
): Promise<void> {
  await execute(`insert into people (id, name, role, created_at)
    select 'person_b' || n, '', 'learner', now() from generate_series(1, ${learners}) n`);
  await givePast(execute, 1, active, measured);
  if (learners > active) await givePast(execute, active + 1, learners, crowd);
  const keys = Array.from({ length: active }, (_, n) => n + 1).map(
    (n) =>
      `('key_b${n}', 'person_b${n}', 'bench', 'parlando_bench', '${hashOf(keyOf(n))}', '["learn:read","learn:write","talk"]', now(), now())`,
  );
  await execute(`insert into api_keys (id, person_id, name, prefix, key_hash, scopes, last_used_at, created_at)
    values ${keys.join(', ')}`);
  await execute('analyze');
}

async function givePast(
  execute: (sql: string) => Promise<unknown>,
  from: number,
  to: number,
  past: typeof crowd,
): Promise<void> {
  const who = `generate_series(${from}, ${to}) n`;
  await execute(`insert into review_items
      (id, person_id, text, language, key, translation, translation_language, note, tags, source, lesson, search, added_at)
    select 'item_b' || n || '_' || i, 'person_b' || n, 'słowo ' || i, 'pl', 'slowo ' || i, 'word ' || i, 'en', '', '[]',
      'lesson', 'cafe-pl', 'slowo word ' || i, now() - interval '90 days'
    from ${who}, generate_series(1, ${past.items}) i`);
  await execute(`insert into review_cards
      (id, person_id, item_id, kind, state, due, stability, difficulty, scheduled_days, learning_steps, reps, lapses,
       last_review, first_review, forgiven, suspended, leech, added_at)
    select 'card_b' || n || '_' || i || k, 'person_b' || n, 'item_b' || n || '_' || i, k, 2,
      now() + (i - ${past.items / 2}) * interval '6 hours', 10 + i, 5, 10, 0, 4, 0,
      now() - interval '12 days', now() - interval '60 days', 0, false, false, now() - interval '90 days'
    from ${who}, generate_series(1, ${past.items}) i, unnest(array['recognition', 'production']) k`);
  await execute(`insert into learning_events (person_id, id, at, kind, data, written_at)
    select 'person_b' || n, 'event_b' || i, now() - i * interval '3 hours', 'replayed', '{"what":"model","lesson":null}', now()
    from ${who}, generate_series(1, ${past.events}) i`);
  await execute(`insert into progress_days
      (person_id, day, xp, effort_ms, answers, reviews, first_tries, first_right, learner_ms, tutor_ms, first_at, last_at)
    select 'person_b' || n, to_char(now() - i * interval '1 day', 'YYYY-MM-DD'), 40, 600000, 12, 10, 12, 9, 60000, 90000,
      now() - i * interval '1 day', now() - i * interval '1 day'
    from ${who}, generate_series(1, ${past.days}) i`);
}
