import type { Migration } from '../../../ports/database/port.ts';

export const recordingsMigration: Migration = {
  id: '0009-recordings',
  up: `
create table recordings (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  conversation_id text not null,
  scene_id text not null,
  exchange text,
  heard text not null,
  answer text not null,
  language text not null,
  duration_ms integer not null,
  bytes integer not null,
  words jsonb not null,
  created_at timestamptz not null
);
create index recordings_of_person on recordings (person_id, created_at desc, id desc);
create index recordings_of_conversation on recordings (person_id, conversation_id);
create index recordings_by_age on recordings (created_at);
`,
  down: 'drop table recordings;',
};
