import type { Role } from '../../../wire/access.ts';

/** `people` is the learners' table; here the accounts on it are kept. */
export type AccountsTables = {
  people: { id: string; name: string; role: Role; created_at: Date };
  server_secrets: { name: string; value: string; created_at: Date };
  accounts: {
    person_id: string;
    email: string;
    verified_at: Date | null;
    password_hash: string;
    password_at: Date;
    /** By an admin. */
    locked_at: Date | null;
    created_at: Date;
  };
  one_time_tokens: { token_hash: string; purpose: 'verify' | 'reset'; person_id: string; expires_at: Date };
  invitations: {
    id: string;
    token_hash: string;
    email: string;
    role: Role;
    invited_by: string;
    created_at: Date;
    expires_at: Date;
  };
  sessions: {
    id: string;
    person_id: string;
    refresh_hash: string;
    /** Of the token that was used up at `rotated_at`. */
    previous_hash: string | null;
    rotated_at: Date;
    device: string;
    created_at: Date;
    expires_at: Date;
    ended_at: Date | null;
  };
  api_keys: {
    id: string;
    person_id: string;
    name: string;
    prefix: string;
    key_hash: string;
    scopes: unknown;
    expires_at: Date | null;
    last_used_at: Date | null;
    created_at: Date;
  };
  login_failures: { subject: string; count: number; last_at: Date; locked_until: Date | null };
  audit_log: {
    id: string;
    at: Date;
    actor_kind: string;
    actor_id: string | null;
    action: string;
    target_id: string | null;
    detail: unknown;
    trace_id: string | null;
    address_hash: string | null;
  };
};
