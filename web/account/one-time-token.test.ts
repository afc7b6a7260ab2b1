import { expect, test } from 'vitest';
import { tokenOf } from './one-time-token.ts';

test.each([
  ['#token=abc-123_x', 'abc-123_x'],
  ['token=abc', 'abc'],
  ['#token=a%2Bb', 'a+b'],
  ['#other=1&token=abc', 'abc'],
  ['#token=', undefined],
  ['#', undefined],
  ['', undefined],
  [`#token=${'x'.repeat(201)}`, undefined],
])('%s holds %s', (fragment, token) => {
  expect(tokenOf(fragment)).toBe(token);
});
