import type { Migration } from '../../../ports/database/port.ts';

/** Days are text, `2026-03-29`: a learner's day has no time zone of its own. Everything here follows from the learning log. */
export const progressMigration: Migration = {
  id: '0007-progress',
  up: `
create table progress_settings (
  person_id text not null references people (id) on delete cascade,
  since timestamptz not null,
  time_zone text not null,
  goal_minutes integer not null,
  primary key (person_id, since)
);

create table progress_facts (
  person_id text not null references people (id) on delete cascade,
  id text not null,
  at timestamptz not null,
  day text not null,
  kind text not null,
  lesson text not null,
  item text not null,
  language text not null,
  shown_text text not null,
  plain text not null,
  how text not null,
  verdict text not null,
  attempt integer not null,
  helped boolean not null,
  shown boolean not null,
  alone boolean not null,
  right_count integer not null,
  total_count integer not null,
  points integer not null,
  ms integer not null,
  learner_ms integer not null,
  tutor_ms integer not null,
  primary key (person_id, id)
);
create index progress_facts_of_day on progress_facts (person_id, day);
create index progress_facts_of_item on progress_facts (person_id, kind, lesson, item);
create index progress_facts_in_time on progress_facts (person_id, kind, at);
create index progress_facts_of_all on progress_facts (day);

create table progress_days (
  person_id text not null references people (id) on delete cascade,
  day text not null,
  xp integer not null,
  effort_ms integer not null,
  answers integer not null,
  reviews integer not null,
  first_tries integer not null,
  first_right integer not null,
  learner_ms integer not null,
  tutor_ms integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (person_id, day)
);
create index progress_days_of_all on progress_days (day);

create table progress_phrases (
  person_id text not null references people (id) on delete cascade,
  lesson text not null,
  exchange text not null,
  language text not null,
  shown_text text not null,
  asked integer not null,
  missed integer not null,
  mastered_at timestamptz,
  last_at timestamptz not null,
  primary key (person_id, lesson, exchange)
);

create table progress_words (
  person_id text not null references people (id) on delete cascade,
  language text not null,
  word text not null,
  right_count integer not null,
  missed_count integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (person_id, language, word)
);

create table progress_lessons (
  person_id text not null references people (id) on delete cascade,
  lesson text not null,
  started_at timestamptz not null,
  last_at timestamptz not null,
  completed_at timestamptz,
  times_completed integer not null,
  best double precision,
  last_run jsonb,
  primary key (person_id, lesson)
);
create index progress_lessons_of_all on progress_lessons (lesson, last_at);

create table progress_corrections (
  person_id text not null references people (id) on delete cascade,
  id text not null,
  at timestamptz not null,
  rule text not null,
  kind text not null,
  lesson text,
  said text not null,
  better text not null,
  better_plain text not null,
  disputed boolean not null,
  primary key (person_id, id)
);
create index progress_corrections_of_rule on progress_corrections (person_id, rule);
create index progress_corrections_of_form on progress_corrections (person_id, better_plain) where length(better_plain) <= 200;
create index progress_corrections_of_all on progress_corrections (at);

create table progress_errors (
  person_id text not null references people (id) on delete cascade,
  rule text not null,
  kind text not null,
  state text not null check (state in ('open', 'cured')),
  times integer not null,
  right_uses integer not null,
  right_days integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  cured_at timestamptz,
  first_cured_at timestamptz,
  came_back integer not null,
  correction text not null,
  primary key (person_id, rule)
);

create table progress_reminders (
  person_id text primary key references people (id) on delete cascade,
  hour integer not null,
  time_zone text not null,
  sent_day text
);
`,
  down: `
drop table progress_reminders;
drop table progress_errors;
drop table progress_corrections;
drop table progress_lessons;
drop table progress_words;
drop table progress_phrases;
drop table progress_days;
drop table progress_facts;
drop table progress_settings;
`,
};
