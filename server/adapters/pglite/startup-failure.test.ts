import { expect, test } from 'vitest';
import { startupFailure } from './startup-failure.ts';

const lines = (...texts: string[]): string[] => texts.map((text) => `2026-11-20 09:57:41.683 GMT [42] ${text}`);

test.each([
  [
    'a full disk while it is made',
    { message: '', code: 'errno-51', lines: [] },
    /^The data folder \/d cannot be used: The disk is full\. Free/,
  ],
  [
    'a full disk later',
    { message: 'x', code: undefined, lines: lines('FATAL:  could not write: No space left on device') },
    /The disk is full/,
  ],
  ['no right to write', { message: '', code: 'EACCES', lines: [] }, /cannot be written/],
  [
    'no right, in its own words',
    { message: '', code: undefined, lines: lines('FATAL:  "x": Permission denied') },
    /cannot be written/,
  ],
  ['a read-only disk', { message: '', code: 'errno-69', lines: [] }, /read-only/],
  [
    'a damage',
    { message: 'Aborted()', code: undefined, lines: lines('LOG:  hm', 'PANIC:  no checkpoint') },
    /^The database in \/d is damaged: no checkpoint\. Restore/,
  ],
  [
    'anything else',
    { message: 'Cannot find module', code: undefined, lines: [] },
    /cannot start: Cannot find module\. Set DATABASE_URL/,
  ],
  ['nothing at all', { message: '', code: undefined, lines: [] }, /cannot start: unknown failure/],
])('%s is one clear line', (_name, failure, expected) => {
  const { line } = startupFailure('/d', failure);
  expect(line).toMatch(expected);
  expect(line).not.toContain('\n');
});
