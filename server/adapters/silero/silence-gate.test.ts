import { describe, expect, test } from 'vitest';
import { WINDOW } from './model.ts';
import { createSilenceGate, type SilenceGate } from './silence-gate.ts';

let seed = 1;
const noise = (amplitude: number): Int16Array =>
  Int16Array.from({ length: WINDOW }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0;
    return Math.round((seed / 2 ** 31) * amplitude);
  });
const hum = (amplitude: number): Int16Array =>
  Int16Array.from({ length: WINDOW }, (_, i) => Math.round(amplitude * Math.sin((2 * Math.PI * 50 * i) / 16_000)));

/** How many of `count` windows the gate admits when the model finds `speech` in each. */
function admitted(gate: SilenceGate, sound: () => Int16Array, count: number, speech = 0.01): number {
  let passed = 0;
  for (let n = 0; n < count; n++) {
    if (!gate.admits(sound(), 0, WINDOW)) continue;
    passed += 1;
    gate.learn(speech);
  }
  return passed;
}

describe('the gate for silence', () => {
  test.each([
    ['digital silence', () => new Int16Array(WINDOW)],
    ['a faint room', () => noise(30)],
    ['a loud fan', () => noise(3_000)],
    ['a hum', () => hum(5_000)],
  ])('shuts after a second of %s and stays shut', (_, sound) => {
    const gate = createSilenceGate();
    expect(admitted(gate, sound, 600)).toBeLessThan(40);
  });

  test('opens at once for what is twice as loud as the room', () => {
    for (const amplitude of [0, 30, 3_000]) {
      const gate = createSilenceGate();
      admitted(gate, () => noise(amplitude), 100);
      expect(gate.admits(noise(amplitude * 2 + 50), 0, WINDOW)).toBe(true);
    }
  });

  test('opens for an “s” under a hum that is louder', () => {
    const gate = createSilenceGate();
    admitted(gate, () => hum(5_000), 100);
    const hiss = noise(400);
    expect(
      gate.admits(
        hum(5_000).map((sample, i) => sample + (hiss[i] ?? 0)),
        0,
        WINDOW,
      ),
    ).toBe(true);
  });

  test('stays open while the model hears speech or is unsure, however even the sound', () => {
    for (const speech of [0.1, 0.3, 0.9]) {
      expect(admitted(createSilenceGate(), () => noise(500), 400, speech)).toBe(400);
    }
  });

  test('takes a second of calm to shut again', () => {
    const gate = createSilenceGate();
    admitted(gate, () => noise(100), 100);
    admitted(gate, () => noise(3_000), 20, 0.9);
    expect(admitted(gate, () => noise(100), 20)).toBe(20);
    expect(admitted(gate, () => noise(100), 200)).toBeLessThan(40);
  });

  test('follows a room that grows quiet, and then hears what is quiet too', () => {
    const gate = createSilenceGate();
    admitted(gate, () => noise(3_000), 100);
    admitted(gate, () => noise(100), 400);
    expect(gate.admits(noise(400), 0, WINDOW)).toBe(true);
  });
});
