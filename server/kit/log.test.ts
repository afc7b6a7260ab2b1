import { PassThrough, Writable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLog, type LogLevel } from './log.ts';
import { Secret } from './secret.ts';
import { withTrace } from './trace.ts';

const clock = { wall: () => Date.UTC(2026, 0, 2, 3, 4, 5) };

function open(level: LogLevel = 'debug') {
  const stream = new PassThrough();
  const lines = (): Record<string, unknown>[] => {
    const text = String(stream.read() ?? '');
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  };
  return { log: createLog({ level, stream, clock }), lines };
}

test('a line is JSON with time, level, message, trace and the fields of every parent', () => {
  const { log, lines } = open();
  withTrace('t1', () => log.child({ port: 'jobs' }).child({ queue: 'q' }).info('done', { ms: 5 }));
  expect(lines()).toEqual([
    { time: '2026-01-02T03:04:05.000Z', level: 'info', msg: 'done', trace_id: 't1', port: 'jobs', queue: 'q', ms: 5 },
  ]);
});

test('lower levels are left out', () => {
  const { log, lines } = open('warn');
  log.debug('a');
  log.info('b');
  log.warn('c');
  log.error('d');
  expect(lines().map((line) => line.level)).toEqual(['warn', 'error']);
});

test('fields cannot forge the level or the message', () => {
  const { log, lines } = open();
  log.info('real', { level: 'debug', msg: 'forged\n{"msg":"line"}' });
  expect(lines()).toMatchObject([{ level: 'info', msg: 'real' }]);
});

test('what people say, who they are and secrets are masked at any depth', () => {
  const { log, lines } = open();
  const canary = 'canary-9431';
  log.info('x', {
    transcript: canary,
    learner_name: canary,
    'Set-Cookie': canary,
    headers: { Authorization: canary, ok: 1 },
    list: [{ apiKey: canary }],
    key: new Secret(canary),
    error: Object.assign(new Error('failed'), { code: '23505', detail: canary, parameters: [canary] }),
  });
  const text = JSON.stringify(lines());
  expect(text).not.toContain(canary);
  expect(text).toContain('"ok":1');
  expect(text).toContain('23505');
});

test('huge, cyclic and hostile values stay bounded', () => {
  const { log, lines } = open();
  const cycle: Record<string, unknown> = {
    bytes: new Uint8Array(1_000_000),
    big: 10n,
    when: new Date(Number.NaN),
    not: Number.NaN,
  };
  cycle.self = cycle;
  Object.defineProperty(cycle, 'trap', {
    enumerable: true,
    get: () => {
      throw new Error('no');
    },
  });
  log.error('x', { cycle, long: 'y'.repeat(1_000_000), many: Array.from({ length: 10_000 }, (_, i) => i), f: () => 1 });
  const text = JSON.stringify(lines());
  expect(text.length).toBeLessThan(10_000);
  expect(text).toContain('[unreadable]');
});

test('no value whatever makes it throw', () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withTypedArray: true,
        withNullPrototype: true,
        withSparseArray: true,
      }),
      (value) => {
        const { log, lines } = open();
        log.info('any', { value });
        expect(lines()).toHaveLength(1);
      },
    ),
  );
});

test('a reader that stalls costs bounded memory, and the lost lines are counted', () => {
  const waiting: (() => void)[] = [];
  const seen: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      seen.push(String(chunk));
      waiting.push(done);
    },
  });
  const log = createLog({ level: 'info', stream, clock });
  for (let i = 0; i < 2000; i += 1) log.info('x'.repeat(2000));
  expect(stream.writableLength).toBeLessThan(1_100_000);
  while (waiting.length > 0) waiting.shift()?.();
  log.info('after');
  while (waiting.length > 0) waiting.shift()?.();
  expect(JSON.parse(seen.at(-1) ?? '{}')).toMatchObject({ msg: 'after', dropped_lines: expect.any(Number) });
});

test('a closed pipe is survived', async () => {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
  const log = createLog({ level: 'info', stream, clock });
  log.info('one');
  await new Promise(setImmediate);
  log.info('two');
  expect(stream.destroyed).toBe(true);
});
