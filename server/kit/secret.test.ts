import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from './secret.ts';

const value = 'sk-do-not-print-me';
const secret = new Secret(value);

test('no way of printing shows the value', () => {
  const printed = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ deep: [secret] }),
    inspect(secret, { showHidden: true }),
  ];
  for (const text of printed) {
    expect(text).toContain('[secret]');
    expect(text).not.toContain(value);
  }
  expect(Object.keys(secret)).toEqual([]);
  expect(JSON.stringify({ ...secret })).toBe('{}');
});

test('reveal gives the value and equals compares by it', () => {
  expect(secret.reveal()).toBe(value);
  expect(secret.equals(value)).toBe(true);
  for (const other of ['', 'sk-do-not-print-m', `${value} `, '[secret]']) expect(secret.equals(other)).toBe(false);
});
