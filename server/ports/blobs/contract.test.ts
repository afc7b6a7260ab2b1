import { expect, test } from 'vitest';
import { Outage } from '../../kit/errors.ts';
import { rejectedBy } from '../contract.ts';
import { brokenBlobs } from './broken.ts';
import { blobsChecks, blobsContract } from './contract.ts';
import { fakeBlobs } from './fake.ts';

blobsContract('fake', async () => ({ blobs: fakeBlobs(), [Symbol.asyncDispose]: async () => undefined }));

test.each(brokenBlobs)('the contract rejects $name', async ({ open, fails }) => {
  const check = blobsChecks.filter(({ name }) => name === fails);
  expect(check).toHaveLength(1);
  expect(await rejectedBy(check, open)).toEqual([fails]);
});

test('the fake can be away and come back with what it had', async () => {
  const { signal } = new AbortController();
  const blobs = fakeBlobs();
  await blobs.put('k', new Uint8Array([1]), signal);
  blobs.goAway();
  await expect(blobs.get('k', signal)).rejects.toBeInstanceOf(Outage);
  await expect(blobs.health()).resolves.toMatchObject({ ok: false });
  blobs.comeBack();
  await expect(blobs.get('k', signal)).resolves.toEqual(new Uint8Array([1]));
});
