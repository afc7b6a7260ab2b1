import { expect, test } from 'vitest';
import { rejectedBy } from '../contract.ts';
import { brokenMails, settingOf } from './broken.ts';
import { mailChecks, mailContract } from './contract.ts';
import { fakeMail } from './fake.ts';

mailContract('fake', async () => settingOf(fakeMail()));

test.each(brokenMails)('the contract rejects $name', async ({ open, fails }) => {
  const check = mailChecks.filter(({ name }) => name === fails);
  expect(check).toHaveLength(1);
  expect(await rejectedBy(check, open)).toEqual([fails]);
});
