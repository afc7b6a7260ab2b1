import type { Migration } from '../../../ports/database/port.ts';

export const reviewMigration: Migration = {
  id: '0006-review',
  up: `
create table review_items (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  text text not null,
  language text not null,
  key text not null,
  translation text not null,
  translation_language text not null,
  note text not null,
  tags jsonb not null,
  source text not null check (source in ('lesson', 'learner', 'import')),
  lesson text,
  search text not null,
  added_at timestamptz not null,
  unique (person_id, language, key)
);

create table review_cards (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  item_id text not null references review_items (id) on delete cascade,
  kind text not null check (kind in ('recognition', 'production', 'hearing')),
  state smallint not null check (state between 0 and 3),
  due timestamptz not null,
  stability double precision not null,
  difficulty double precision not null,
  scheduled_days integer not null,
  learning_steps integer not null,
  reps integer not null,
  lapses integer not null,
  last_review timestamptz,
  first_review timestamptz,
  base jsonb,
  reset_at timestamptz,
  forgiven integer not null,
  suspended boolean not null,
  leech boolean not null,
  paused boolean not null generated always as (suspended or leech) stored,
  buried_until timestamptz,
  added_at timestamptz not null,
  unique (item_id, kind)
);
create index review_cards_of_person on review_cards (person_id, id);
create index review_cards_due on review_cards (person_id, due) where state > 0 and not paused;
create index review_cards_new on review_cards (person_id, added_at, id) where state = 0 and not paused;
create index review_cards_last on review_cards (person_id, last_review);
create index review_cards_first on review_cards (person_id, first_review);

create table review_log (
  person_id text not null references people (id) on delete cascade,
  id text not null,
  card_id text not null references review_cards (id) on delete cascade,
  at timestamptz not null,
  rating smallint not null check (rating between 1 and 4),
  how text not null,
  ms integer not null,
  source text not null check (source in ('review', 'conversation', 'import')),
  day text not null,
  retention double precision not null,
  evidence_event text,
  evidence_conversation text,
  counted boolean not null,
  state_before smallint,
  predicted double precision,
  stability double precision,
  difficulty double precision,
  interval_days integer,
  primary key (person_id, id)
);
create index review_log_of_card on review_log (card_id, at, id);
create index review_log_of_person on review_log (person_id, at desc, id) where source <> 'import';

create table review_undone (
  person_id text not null references people (id) on delete cascade,
  review text not null,
  primary key (person_id, review)
);

create table review_dismissed (
  person_id text not null references people (id) on delete cascade,
  language text not null,
  key text not null,
  primary key (person_id, language, key)
);

create table review_practice (
  person_id text not null references people (id) on delete cascade,
  day text not null,
  chosen jsonb not null,
  primary key (person_id, day)
);

create table review_practice_done (
  person_id text not null references people (id) on delete cascade,
  day text not null,
  part text not null check (part in ('dialogue', 'pronunciation')),
  what text not null,
  primary key (person_id, day, part, what)
);
`,
  down: `
drop table review_practice_done;
drop table review_practice;
drop table review_dismissed;
drop table review_undone;
drop table review_log;
drop table review_cards;
drop table review_items;
`,
};
