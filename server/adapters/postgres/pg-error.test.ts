import { expect, test } from 'vitest';
import { Outage } from '../../kit/errors.ts';
import { breaksConnection, fromPgError } from './pg-error.ts';

const error = (code: string, message = 'it failed') => Object.assign(new Error(message), { code });
const during = (when: 'acquire' | 'statement' | 'transaction' | 'commit') => ({ provider: 'postgres', during: when });

test.each([
  ['40001', true],
  ['40P01', true],
  ['57014', false],
  ['25P03', false],
  ['53100', false],
  ['53300', true],
  ['57P01', true],
  ['08006', true],
  ['ECONNRESET', true],
])('%s in a transaction is an outage, retryable: %s', (code, retryable) => {
  expect(fromPgError(error(code), during('transaction'))).toMatchObject({
    name: 'Outage',
    port: 'database',
    retryable,
  });
});

test('what may have been done is not safe to repeat', () => {
  for (const when of ['statement', 'commit'] as const) {
    expect(fromPgError(new Error('Connection terminated unexpectedly'), during(when))).toMatchObject({
      retryable: false,
    });
  }
  expect(fromPgError(error('ECONNREFUSED'), during('acquire'))).toMatchObject({ retryable: true });
});

test('what the query did is the error itself', () => {
  for (const code of ['23505', '42601', '22012', '42P01']) {
    const own = error(code);
    expect(fromPgError(own, during('transaction'))).toBe(own);
    expect(own).not.toBeInstanceOf(Outage);
    expect(breaksConnection(own)).toBe(false);
  }
});

test('a full disk says so', () => {
  expect(fromPgError(error('53100'), during('statement'))).toMatchObject({
    message: 'database: the disk is full (53100)',
  });
});

test('a connection that is being closed is not used again', () => {
  for (const code of ['57P01', '08006', '25P03', 'EPIPE', 'ECONNRESET'])
    expect(breaksConnection(error(code))).toBe(true);
  expect(breaksConnection(new Error('Connection terminated'))).toBe(true);
  expect(breaksConnection(error('57014'))).toBe(false);
});
