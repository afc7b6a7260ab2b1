import type { Migration } from '../../../ports/database/port.ts';

/** Talks by text: where each stands, what was said in it, and speech that was asked for. */
export const chatMigration: Migration = {
  id: '0010-chat',
  up: `
create table chat_sessions (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  scene_id text not null,
  title text not null,
  language text not null,
  translate_to text not null,
  snapshot jsonb,
  opened boolean not null,
  finished boolean not null,
  exchange text,
  version integer not null,
  turn_count integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index chat_sessions_of_person on chat_sessions (person_id, updated_at desc, id);
create index chat_sessions_of_scene on chat_sessions (person_id, scene_id, updated_at desc);

create table chat_turns (
  id text primary key,
  session_id text not null references chat_sessions (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  client_id text,
  origin text not null,
  said text not null,
  reply jsonb not null,
  created_at timestamptz not null,
  unique (session_id, client_id)
);
create index chat_turns_of_session on chat_turns (session_id, id);
create index chat_turns_of_person on chat_turns (person_id);

create table chat_speech (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  parts jsonb not null,
  status text not null check (status in ('queued', 'ready', 'failed')),
  created_at timestamptz not null
);
create index chat_speech_of_person on chat_speech (person_id);
create index chat_speech_by_age on chat_speech (created_at);
`,
  down: `
drop table chat_speech;
drop table chat_turns;
drop table chat_sessions;
`,
};
