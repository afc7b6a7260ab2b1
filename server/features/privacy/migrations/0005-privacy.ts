import type { Migration } from '../../../ports/database/port.ts';

export const privacyMigration: Migration = {
  id: '0005-privacy',
  up: `
create table erasures (
  person_id text primary key,
  asked_at timestamptz not null
);

create index people_by_age on people (created_at desc, id desc);
create index people_who_are_admins on people (id) where role = 'admin';
`,
  down: `
drop index people_who_are_admins;
drop index people_by_age;
drop table erasures;
`,
};
