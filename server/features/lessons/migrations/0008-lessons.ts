import type { Migration } from '../../../ports/database/port.ts';

/**
 * Lessons written here. A draft belongs to who saved it last and goes with that person, and a lesson that was never published
 * goes with its author; what was published stays, without a name.
 * Contents are kept as the text they are exported as: a problem's line is a line of it.
 */
export const lessonsMigration: Migration = {
  id: '0008-lessons',
  up: `
create table own_lessons (
  id text primary key,
  author_id text references people (id) on delete set null,
  unpublished_of text references people (id) on delete cascade,
  published integer,
  archived boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index own_lessons_unpublished on own_lessons (unpublished_of);
create index own_lessons_changed on own_lessons (updated_at desc, id);

create table lesson_drafts (
  lesson_id text primary key references own_lessons (id) on delete cascade,
  editor_id text not null references people (id) on delete cascade,
  version integer not null,
  content text not null,
  updated_at timestamptz not null
);
create index lesson_drafts_of_editor on lesson_drafts (editor_id);

create table lesson_versions (
  lesson_id text not null references own_lessons (id) on delete cascade,
  number integer not null,
  content text not null,
  note text not null,
  author_id text references people (id) on delete set null,
  published_at timestamptz not null,
  primary key (lesson_id, number)
);

create table lesson_assignments (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  lesson_id text not null,
  assigned_by text not null references people (id) on delete cascade,
  note text not null,
  due_at timestamptz,
  created_at timestamptz not null
);
create index lesson_assignments_of_person on lesson_assignments (person_id, id desc);
create index lesson_assignments_by on lesson_assignments (assigned_by, id desc);
`,
  down: `
drop table lesson_assignments;
drop table lesson_versions;
drop table lesson_drafts;
drop table own_lessons;
`,
};
