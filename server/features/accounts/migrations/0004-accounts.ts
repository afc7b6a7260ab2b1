import type { Migration } from '../../../ports/database/port.ts';

export const accountsMigration: Migration = {
  id: '0004-accounts',
  up: `
create table server_secrets (
  name text primary key,
  value text not null,
  created_at timestamptz not null
);

create table accounts (
  person_id text primary key references people (id) on delete cascade,
  email text not null unique,
  verified_at timestamptz,
  password_hash text not null,
  password_at timestamptz not null,
  locked_at timestamptz,
  created_at timestamptz not null
);

create table one_time_tokens (
  token_hash text primary key,
  purpose text not null check (purpose in ('verify', 'reset')),
  person_id text not null references people (id) on delete cascade,
  expires_at timestamptz not null
);
create index one_time_tokens_of_person on one_time_tokens (person_id);

create table invitations (
  id text primary key,
  token_hash text not null unique,
  email text not null unique,
  role text not null check (role in ('learner', 'teacher', 'parent', 'admin')),
  invited_by text not null references people (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index invitations_of_person on invitations (invited_by);

create table sessions (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  refresh_hash text not null,
  previous_hash text,
  rotated_at timestamptz not null,
  device text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_of_person on sessions (person_id, rotated_at desc);

create table api_keys (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  name text not null,
  prefix text not null,
  key_hash text not null unique,
  scopes jsonb not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz not null
);
create index api_keys_of_person on api_keys (person_id, id desc);

create table login_failures (
  subject text primary key,
  count integer not null,
  last_at timestamptz not null,
  locked_until timestamptz
);

create table audit_log (
  id text primary key,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text,
  action text not null,
  target_id text,
  detail jsonb not null,
  trace_id text,
  address_hash text
);
create index audit_log_by_action on audit_log (action, id desc);
create index audit_log_by_actor on audit_log (actor_id, id desc);
create index audit_log_by_target on audit_log (target_id, id desc);

create function audit_log_only_grows() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.at < now() - interval '364 days' then
    return old;
  end if;
  raise exception 'the audit log only grows';
end $$;
create trigger audit_log_only_grows before update or delete on audit_log
  for each row execute function audit_log_only_grows();
`,
  down: `
drop table audit_log;
drop function audit_log_only_grows();
drop table login_failures;
drop table api_keys;
drop table sessions;
drop table invitations;
drop table one_time_tokens;
drop table accounts;
drop table server_secrets;
`,
};
