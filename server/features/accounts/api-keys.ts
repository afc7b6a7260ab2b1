import type { Role, Scope } from '../../../wire/access.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { PersonActor } from '../../feature.ts';
import type { CallerInfo, Core } from './core.ts';
import { hashOf, randomText } from './server-keys.ts';
import type { AccountsTables } from './tables.ts';

const KEY_PREFIX = 'parlando_';
/** The use of a key is noted this often at most: a hot key must not write at every request. */
const NOTE_MS = 60_000;
const MOST = 50;

export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  createdAt: Date;
}

export const looksLikeApiKey = (text: string): boolean => text.startsWith(KEY_PREFIX);

/** Makes a key for the person; the key itself is known here and never again. */
export async function createApiKey(
  core: Core,
  actor: PersonActor,
  wanted: { name: string; scopes: readonly Scope[]; days: number | null },
  caller: CallerInfo,
): Promise<ApiKeyRow & { key: string }> {
  const key = `${KEY_PREFIX}${randomText()}`;
  const now = new Date(core.clock.wall());
  const row: ApiKeyRow = {
    id: core.newId('key'),
    name: wanted.name,
    prefix: key.slice(0, KEY_PREFIX.length + 5),
    scopes: [...new Set(wanted.scopes)],
    expiresAt: wanted.days === null ? null : new Date(now.getTime() + wanted.days * 86_400_000),
    lastUsedAt: null,
    createdAt: now,
  };
  await core.database.transaction(async (tx) => {
    const own = tx.$extendTables<AccountsTables>();
    const { count } = await own
      .selectFrom('api_keys')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('person_id', '=', actor.personId)
      .executeTakeFirstOrThrow();
    if (count >= MOST) throw new Refusal('conflict', `There are ${MOST} keys already. Delete one first.`);
    await own
      .insertInto('api_keys')
      .values({
        id: row.id,
        person_id: actor.personId,
        name: row.name,
        prefix: row.prefix,
        key_hash: hashOf(key),
        scopes: JSON.stringify(row.scopes),
        expires_at: row.expiresAt,
        last_used_at: null,
        created_at: now,
      })
      .execute();
    await core.audit.write(
      { actor, action: 'api-key.created', target: row.id, detail: { scopes: row.scopes }, address: caller.address },
      tx,
    );
  });
  return { ...row, key };
}

export async function listApiKeys(core: Core, personId: string): Promise<ApiKeyRow[]> {
  const rows = await core.database.db
    .$extendTables<AccountsTables>()
    .selectFrom('api_keys')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes as Scope[],
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    createdAt: row.created_at,
  }));
}

export async function deleteApiKey(core: Core, actor: PersonActor, id: string, caller: CallerInfo): Promise<void> {
  await core.database.transaction(async (tx) => {
    const row = await tx
      .$extendTables<AccountsTables>()
      .deleteFrom('api_keys')
      .where('id', '=', id)
      .where('person_id', '=', actor.personId)
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Refusal('not-found', 'There is no such key.');
    await core.audit.write({ actor, action: 'api-key.deleted', target: id, address: caller.address }, tx);
  });
}

/** Who a key acts for. Throws a Refusal when it is not, or no longer, one of ours. */
export const actorOfKey = (core: Core, key: string): Promise<PersonActor> => actorBy(core, 'key_hash', hashOf(key));

/** The same for a key that was shown before. */
export const asKeyNow = (core: Core, { keyId }: { keyId: string }): Promise<PersonActor> => actorBy(core, 'id', keyId);

async function actorBy(core: Core, column: 'key_hash' | 'id', value: string): Promise<PersonActor> {
  const db = core.database.db.$extendTables<AccountsTables>();
  const row = await db
    .selectFrom('api_keys')
    .innerJoin('people', 'people.id', 'api_keys.person_id')
    .leftJoin('accounts', 'accounts.person_id', 'api_keys.person_id')
    .select(['api_keys.id', 'api_keys.person_id', 'api_keys.scopes', 'api_keys.expires_at', 'api_keys.last_used_at'])
    .select(['people.role', 'accounts.locked_at'])
    .where(`api_keys.${column}`, '=', value)
    .executeTakeFirst();
  const now = core.clock.wall();
  if (!row || row.locked_at) throw new Refusal('unauthenticated', 'This API key is not known here.');
  if (row.expires_at && row.expires_at.getTime() <= now) {
    throw new Refusal('unauthenticated', 'This API key is over. Make a new one.');
  }
  if (!row.last_used_at || row.last_used_at.getTime() < now - NOTE_MS) {
    await db
      .updateTable('api_keys')
      .set({ last_used_at: new Date(now) })
      .where('id', '=', row.id)
      .execute();
  }
  return {
    kind: 'api-key',
    personId: row.person_id,
    role: row.role satisfies Role,
    keyId: row.id,
    scopes: row.scopes as Scope[],
  };
}
