import { beforeAll, expect, test } from 'vitest';
import { rejectedBy } from '../contract.ts';
import { openFakeDatabase } from '../database/fake.ts';
import { brokenJobs } from './broken.ts';
import { jobsChecks, jobsContract } from './contract.ts';
import { openFakeJobs } from './fake.ts';

// The first one ever makes the empty database that the others copy.
beforeAll(async () => (await openFakeDatabase())[Symbol.asyncDispose]());

jobsContract('fake', async () => {
  const database = await openFakeDatabase();
  return {
    database,
    openJobs: () => openFakeJobs({ database }),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
});

test.each(brokenJobs)('the contract rejects $name', async ({ open, fails }) => {
  const check = jobsChecks.filter(({ name }) => name === fails);
  expect(check).toHaveLength(1);
  expect(await rejectedBy(check, open, 6_000)).toEqual([fails]);
});
