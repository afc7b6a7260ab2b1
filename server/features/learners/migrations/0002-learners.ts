import type { Migration } from '../../../ports/database/port.ts';

export const learnersMigration: Migration = {
  id: '0002-learners',
  up: `
create table people (
  id text primary key,
  name text not null,
  role text not null check (role in ('learner', 'teacher', 'parent', 'admin')),
  created_at timestamptz not null
);

create table settings (
  person_id text primary key references people (id) on delete cascade,
  changed jsonb not null,
  updated_at timestamptz not null
);

create table learning_events (
  person_id text not null references people (id) on delete cascade,
  id text not null,
  at timestamptz not null,
  kind text not null,
  data jsonb not null,
  written_at timestamptz not null,
  primary key (person_id, id)
);
create index learning_events_of_person on learning_events (person_id, at desc, id);
create index learning_events_of_kind on learning_events (person_id, kind, at desc, id);
create index learning_events_answered_well on learning_events (person_id, (data ->> 'lesson'), (data ->> 'exchange'))
  where kind = 'answer' and data @> '{"verdict": "right", "attempt": 1, "hints": 0, "shown": false}';
`,
  down: `
drop table learning_events;
drop table settings;
drop table people;
`,
};
