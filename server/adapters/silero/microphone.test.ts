import { expect, test } from 'vitest';
import { Microphone, REHEARD } from './microphone.ts';
import { CONTEXT, INPUT, WINDOW } from './model.ts';
import type { SilenceGate } from './silence-gate.ts';

const input = new Float32Array(INPUT);
/** Sample n is n, so that what reaches the model says where it comes from. */
const counted = (from: number, to: number): Int16Array => Int16Array.from({ length: to - from }, (_, i) => from + i);
const ends = (windows: readonly { endSample: number }[]): number[] => windows.map((window) => window.endSample);

test('gives the model each window with the 64 samples before it', () => {
  const microphone = new Microphone(() => undefined);
  microphone.push(counted(0, 3 * WINDOW));
  for (let window = 0; window < 3; window++) {
    expect(microphone.next(input)).toBe(true);
    const first = window * WINDOW - CONTEXT;
    expect([...input].map((value) => value * 32_768)).toEqual(
      Array.from({ length: INPUT }, (_, i) => Math.max(0, first + i)),
    );
    microphone.settle(0.5);
  }
  expect(microphone.next(input)).toBe(false);
});

test('lets the model hear the last windows that the gate held back, and reports none of them twice', () => {
  const windows: { endSample: number; speech: number }[] = [];
  const answers = Array<boolean>(10).fill(false);
  const gate: SilenceGate = { admits: () => answers.shift() ?? true, learn: () => undefined };
  const microphone = new Microphone((window) => windows.push(window), gate);
  microphone.push(counted(0, 11 * WINDOW));
  const heardFrom: number[] = [];
  while (microphone.next(input)) {
    heardFrom.push(Math.round((input[CONTEXT] ?? 0) * 32_768));
    microphone.settle(0.7);
  }
  expect(heardFrom).toEqual(Array.from({ length: REHEARD + 1 }, (_, i) => (10 - REHEARD + i) * WINDOW));
  expect(ends(windows)).toEqual(Array.from({ length: 11 }, (_, i) => (i + 1) * WINDOW));
  expect(windows.map((window) => window.speech)).toEqual([...Array(10).fill(0), 0.7]);
});

test('does not let the model hear a window twice when the gate was shut for one window only', () => {
  const answers = [true, false, true];
  const gate: SilenceGate = { admits: () => answers.shift() ?? true, learn: () => undefined };
  const microphone = new Microphone(() => undefined, gate);
  microphone.push(counted(0, 3 * WINDOW));
  const heardFrom: number[] = [];
  while (microphone.next(input)) {
    heardFrom.push(Math.round((input[CONTEXT] ?? 0) * 32_768));
    microphone.settle(0.2);
  }
  expect(heardFrom).toEqual([0, WINDOW, 2 * WINDOW]);
});

test('is done when it is closed, also with a verdict on its way', () => {
  const windows: unknown[] = [];
  const microphone = new Microphone((window) => windows.push(window));
  microphone.push(counted(0, 3 * WINDOW));
  expect(microphone.next(input)).toBe(true);
  microphone.close();
  microphone.settle(0.9);
  expect(microphone.hasWindow).toBe(false);
  expect(microphone.next(input)).toBe(false);
  expect(windows).toEqual([]);
});

test('judges a long silence in portions', () => {
  const windows: { endSample: number }[] = [];
  const microphone = new Microphone((window) => windows.push(window), { admits: () => false, learn: () => undefined });
  microphone.push(new Int16Array(1_000 * WINDOW));
  expect(microphone.next(input)).toBe(false);
  expect(windows.length).toBeLessThan(500);
  expect(microphone.hasWindow).toBe(true);
  while (microphone.hasWindow) microphone.next(input);
  expect(ends(windows).at(-1)).toBe(1_000 * WINDOW);
});
