import type { Migration } from '../../../ports/database/port.ts';

export const privacyMigration: Migration = {
  id: '0005-privacy',
  up: `
create table erasures (
  person_id text primary key,
  asked_at timestamptz not null
);
`,
  down: `
drop table erasures;
`,
};
