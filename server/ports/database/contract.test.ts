import { beforeAll, expect, test } from 'vitest';
import { rejectedBy } from '../contract.ts';
import { brokenDatabases } from './broken.ts';
import { databaseChecks, databaseContract } from './contract.ts';
import { openFakeDatabase } from './fake.ts';

// The first one ever makes the empty database that the others copy.
beforeAll(async () => (await openFakeDatabase())[Symbol.asyncDispose]());

databaseContract('fake', (limits) => openFakeDatabase(limits === undefined ? {} : { limits }));

test.each(brokenDatabases)('the contract rejects $name', async ({ open, fails }) => {
  const check = databaseChecks.filter(({ name }) => name === fails);
  expect(check).toHaveLength(1);
  expect(await rejectedBy(check, open, 2_500)).toEqual([fails]);
});

test('every connection can break at once: what was under way is an outage, the next query works', async () => {
  await using database = await openFakeDatabase();
  await expect(database.health()).resolves.toMatchObject({ ok: true });
  await database.drop();
  await expect(database.health()).resolves.toMatchObject({ ok: true });
});
