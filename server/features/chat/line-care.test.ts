import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { careFor, type Line } from './line-care.ts';

function line(answers: boolean) {
  const said: string[] = [];
  const emitter = new EventEmitter();
  const one = Object.assign(emitter, {
    bufferedAmount: 0,
    ping: () => {
      said.push('ping');
      if (answers) emitter.emit('pong');
    },
    close: () => said.push('close'),
    terminate: () => {
      said.push('terminate');
      emitter.emit('close');
    },
  });
  return { said, one, line: one as unknown as Line };
}

test('[C17] a dead line is hung up on, and one that answers is not', async () => {
  const clock = new VirtualClock();
  const dead = line(false);
  const alive = line(true);
  for (const each of [dead, alive]) careFor(each.line, clock, () => true, each.one.close);
  await clock.advance(600_000);
  expect(dead.said).toEqual(['ping', 'ping', 'terminate']);
  expect(new Set(alive.said)).toEqual(new Set(['ping']));
  alive.one.emit('close');
  expect(clock.timers).toBe(0);
});

test('[C17] who never connects or never reads is hung up on', async () => {
  const clock = new VirtualClock();
  const silent = line(true);
  careFor(silent.line, clock, () => false, silent.one.close);
  await clock.advance(20_000);
  expect(silent.said).toEqual(['close']);
  const full = line(true);
  careFor(full.line, clock, () => true, full.one.close);
  full.one.bufferedAmount = 2_000_000;
  await clock.advance(60_000);
  expect(full.said).toEqual(['terminate']);
});
