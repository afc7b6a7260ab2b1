import type { Migration } from '../../../ports/database/port.ts';

export const conversationsMigration: Migration = {
  id: '0001-conversations',
  up: `
create table conversations (
  id text primary key,
  scene_id text not null,
  title text not null,
  language text not null,
  translate_to text not null,
  snapshot jsonb not null,
  turn_count integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index conversations_by_update on conversations (updated_at desc, id);

create table turns (
  id text primary key,
  conversation_id text not null references conversations (id) on delete cascade,
  origin text not null,
  said text not null,
  verdict text,
  replied text not null,
  outcome text not null,
  corrections jsonb not null,
  record jsonb,
  created_at timestamptz not null
);
create index turns_of_conversation on turns (conversation_id, id);
`,
  down: `
drop table turns;
drop table conversations;
`,
};
