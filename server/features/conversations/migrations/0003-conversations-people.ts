import type { Migration } from '../../../ports/database/port.ts';

/** Conversations belong to people now; what there was before is the single learner's. */
export const conversationsPeopleMigration: Migration = {
  id: '0003-conversations-people',
  up: `
insert into people (id, name, role, created_at) values ('person_local', '', 'admin', now()) on conflict do nothing;
alter table conversations add column person_id text references people (id) on delete cascade;
update conversations set person_id = 'person_local';
alter table conversations alter column person_id set not null;
drop index conversations_by_update;
create index conversations_of_person on conversations (person_id, updated_at desc, id);
alter table turns add column effects jsonb not null default '[]';
`,
  down: `
alter table turns drop column effects;
drop index conversations_of_person;
create index conversations_by_update on conversations (updated_at desc, id);
alter table conversations drop column person_id;
`,
};
