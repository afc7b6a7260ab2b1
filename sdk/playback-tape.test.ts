import { describe, expect, it } from 'vitest';
import { PlaybackTape } from './playback-tape.ts';

const RATE = 1000;

/** A second of a constant, so that every audible sample tells which track it is of. */
function tone(value: number, ms = 1000): Float32Array {
  return new Float32Array(ms).fill(value);
}

function pull(tape: PlaybackTape, ms: number): Float32Array {
  const block = new Float32Array(ms);
  tape.pull(block);
  return block;
}

const loudest = (block: Float32Array): number => block.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe('PlaybackTape', () => {
  it('plays tracks one after the other and says when each ended', () => {
    const tape = new PlaybackTape(RATE);
    tape.append('a', tone(0.5, 300));
    tape.complete('a');
    tape.append('b', tone(-0.25, 300));
    tape.complete('b');
    const first = pull(tape, 300);
    expect(loudest(first)).toBeCloseTo(0.5);
    expect(first[299]).toBeCloseTo(0.5);
    const second = pull(tape, 300);
    expect(second[299]).toBeCloseTo(-0.25);
    expect(pull(tape, 10)).toEqual(new Float32Array(10));
    expect(tape.ended()).toEqual([
      { track: 'a', whole: true },
      { track: 'b', whole: true },
    ]);
    expect(tape.ended()).toEqual([]);
    expect(tape.position()).toBeUndefined();
  });

  it('waits for a cushion of sound before it starts, unless the track is whole', () => {
    const tape = new PlaybackTape(RATE);
    tape.append('a', tone(0.5, 20));
    expect(loudest(pull(tape, 50))).toBe(0);
    expect(tape.position()).toEqual({ track: 'a', playedMs: 0, moving: false });
    tape.complete('a');
    expect(loudest(pull(tape, 20))).toBeGreaterThan(0.4);
  });

  it('keeps its place while dry and goes on where it was', () => {
    const tape = new PlaybackTape(RATE);
    tape.append('a', tone(0.5, 100));
    pull(tape, 250);
    expect(tape.position()).toEqual({ track: 'a', playedMs: 100, moving: false });
    tape.append('a', tone(0.25, 100));
    const block = pull(tape, 50);
    expect(block[49]).toBeCloseTo(0.25);
    expect(tape.position()?.playedMs).toBe(150);
  });

  it('pauses with a short fade and resumes from the time it is given', () => {
    const tape = new PlaybackTape(RATE);
    tape.append('a', tone(0.5));
    pull(tape, 400);
    tape.pause();
    const fading = pull(tape, 50);
    expect(fading[0]).toBeGreaterThan(0.3);
    expect(fading[49]).toBe(0);
    const held = tape.position();
    expect(held?.moving).toBe(false);
    pull(tape, 500);
    expect(tape.position()).toEqual(held);
    tape.resume('a', 250);
    pull(tape, 100);
    expect(tape.position()).toEqual({ track: 'a', playedMs: 350, moving: true });
  });

  it('jumps back without a click when resumed before the pause was heard', () => {
    const tape = new PlaybackTape(RATE);
    tape.append('a', tone(0.5));
    pull(tape, 400);
    tape.pause();
    tape.resume('a', 100);
    const block = pull(tape, 100);
    for (let i = 1; i < block.length; i++) expect(Math.abs((block[i] ?? 0) - (block[i - 1] ?? 0))).toBeLessThan(0.1);
    expect(tape.position()?.playedMs).toBeGreaterThan(150);
    expect(tape.position()?.playedMs).toBeLessThan(200);
  });

  it('stops a track for good: what still comes of it is not played', () => {
    const tape = new PlaybackTape(RATE);
    tape.append('a', tone(0.5));
    tape.append('b', tone(0.25));
    pull(tape, 200);
    tape.stop('a');
    pull(tape, 20);
    expect(tape.ended()).toEqual([{ track: 'a', whole: false }]);
    tape.append('a', tone(0.5));
    const block = pull(tape, 100);
    expect(block[99]).toBeCloseTo(0.25);
  });

  it('refuses the sound of a track that was stopped before it came', () => {
    const tape = new PlaybackTape(RATE);
    tape.stop('a');
    tape.append('a', tone(0.5));
    tape.complete('a');
    expect(loudest(pull(tape, 200))).toBe(0);
    expect(tape.position()).toBeUndefined();
  });

  it('ends a paused track when it is stopped', () => {
    const tape = new PlaybackTape(RATE);
    tape.append('a', tone(0.5));
    pull(tape, 200);
    tape.pause();
    pull(tape, 100);
    tape.stop();
    expect(tape.ended()).toEqual([{ track: 'a', whole: false }]);
    tape.append('b', tone(0.25));
    expect(pull(tape, 100)[99]).toBeCloseTo(0.25);
  });
});
