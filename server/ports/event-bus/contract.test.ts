import { expect, test } from 'vitest';
import { Outage } from '../../kit/errors.ts';
import { rejectedBy } from '../contract.ts';
import { brokenEventBuses } from './broken.ts';
import { eventBusChecks, eventBusContract } from './contract.ts';
import { fakeEventBus } from './fake.ts';

eventBusContract('fake', async () => {
  const bus = fakeEventBus();
  return { bus, replica: bus, [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose]() };
});

test.each(brokenEventBuses)('the contract rejects $name', async ({ open, fails }) => {
  const check = eventBusChecks.filter(({ name }) => name === fails);
  expect(check).toHaveLength(1);
  expect(await rejectedBy(check, open, 3_000)).toEqual([fails]);
});

test('the fake remembers what was said and can be away', async () => {
  const bus = fakeEventBus();
  await bus.publish('a', '1');
  bus.goAway();
  await expect(bus.publish('a', '2')).rejects.toBeInstanceOf(Outage);
  await expect(bus.health()).resolves.toMatchObject({ ok: false });
  bus.comeBack();
  await bus.publish('b', '3');
  expect(bus.published).toEqual([
    ['a', '1'],
    ['b', '3'],
  ]);
});
