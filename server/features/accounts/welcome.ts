import type { AnyTransaction } from '../learners/index.ts';
import type { Core } from './core.ts';
import { linkTo } from './letters.ts';
import { randomText, sameText } from './server-keys.ts';
import type { AccountsTables } from './tables.ts';

const NAME = 'welcome';

/**
 * The link for the first admin: the same at every start and on every replica until it is used, and never kept. Undefined when there is
 * an admin.
 */
export async function welcomeLink(core: Core): Promise<string | undefined> {
  if (await core.accounts.anyAdmin()) return undefined;
  const db = core.database.db.$extendTables<AccountsTables>();
  await db
    .insertInto('server_secrets')
    .values({ name: NAME, value: randomText(), created_at: new Date(core.clock.wall()) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const row = await db.selectFrom('server_secrets').select('value').where('name', '=', NAME).executeTakeFirstOrThrow();
  return linkTo(core, 'welcome', tokenOf(core, row.value));
}

/** True when this is the token of the link and there is no admin yet. Who asks in a transaction comes one after the other. */
export async function isWelcome(core: Core, token: string, tx?: AnyTransaction): Promise<boolean> {
  const value = await nonce(core, tx);
  return value !== undefined && sameText(token, tokenOf(core, value)) && !(await core.accounts.anyAdmin(tx));
}

/** No link of before is good any more. */
export async function spendWelcome(tx: AnyTransaction): Promise<void> {
  await tx
    .$extendTables<AccountsTables>()
    .updateTable('server_secrets')
    .set({ value: randomText() })
    .where('name', '=', NAME)
    .execute();
}

async function nonce(core: Core, tx?: AnyTransaction): Promise<string | undefined> {
  const query = (tx ?? core.database.db)
    .$extendTables<AccountsTables>()
    .selectFrom('server_secrets')
    .select('value')
    .where('name', '=', NAME);
  return (await (tx ? query.forUpdate() : query).executeTakeFirst())?.value;
}

const tokenOf = (core: Core, value: string): string => core.keys().digest('welcome', value);
