import { expect, test } from 'vitest';
import { EventLog } from './event-log.ts';
import type { Outgoing } from './outgoing.ts';

const limits = { audioChars: 5_000, sentAudioChars: 1_000, otherChars: 4_000 };

const word = (delta: string): Outgoing => ({
  type: 'response.output_audio_transcript.delta',
  response_id: 'r1',
  item_id: 'i',
  output_index: 0,
  content_index: 0,
  delta,
});
const sound = (response_id: string, chars = 300): Outgoing => ({
  type: 'response.output_audio.delta',
  response_id,
  item_id: 'i',
  output_index: 0,
  content_index: 0,
  delta: 'A'.repeat(chars),
});

/** A reader that takes `room` events and then no more until `open`. */
function reader(room = Number.POSITIVE_INFINITY) {
  const got: { event_id: string; type: string; delta?: string; response_id?: string }[] = [];
  const state = { room, slow: false };
  return {
    got,
    state,
    send(json: string): boolean {
      if (state.room <= 0) return false;
      state.room -= 1;
      got.push(JSON.parse(json));
      return true;
    },
    tooSlow() {
      state.slow = true;
    },
  };
}

test('[R20] event ids rise by one and begin with the session', () => {
  const log = new EventLog('s', limits);
  const client = reader();
  log.attach(client);
  for (const text of ['a', 'b', 'c']) log.append(word(text));
  expect(client.got.map((event) => event.event_id)).toEqual(['event_s_1', 'event_s_2', 'event_s_3']);
});

test('[R21] a resume loses no event and repeats none', () => {
  const log = new EventLog('s', limits);
  const first = reader();
  log.attach(first);
  for (const text of ['a', 'b', 'c', 'd']) log.append(word(text));
  log.detach(first);
  log.append(word('e'));
  // The client saw only the first two before the line broke.
  const second = reader();
  expect(log.attach(second, 'event_s_2')).toBe(0);
  log.append(word('f'));
  expect(second.got.map((event) => event.delta)).toEqual(['c', 'd', 'e', 'f']);
});

test('[R21] ids of another session, or of the future, are not taken for its own', () => {
  const log = new EventLog('s', limits);
  log.append(word('a'));
  for (const id of ['event_s_0', 'event_s_2', 'event_t_1', 'event_s_1x', 'event_s_01', '', 'event_s_']) {
    expect(log.owns(id)).toBe(false);
  }
  expect(log.owns('event_s_1')).toBe(true);
});

test('[R22] what a resume cannot bring back is counted', () => {
  const log = new EventLog('s', limits);
  for (let n = 0; n < 100; n += 1) log.append(word('x'));
  const client = reader();
  const missed = log.attach(client, 'event_s_10');
  expect(missed).toBeGreaterThan(0);
  expect(client.got.length + missed).toBe(90);
});

test('[R23] for a slow reader the sound of ended responses goes first', () => {
  const log = new EventLog('s', limits);
  const client = reader(0);
  log.attach(client);
  for (let n = 0; n < 8; n += 1) log.append(sound('old'), 'old');
  log.endResponse('old', false);
  for (let n = 0; n < 10; n += 1) log.append(sound('new'), 'new');
  expect(client.state.slow).toBe(false);
  client.state.room = 1_000;
  log.pump();
  expect(client.got.filter((event) => event.response_id === 'new')).toHaveLength(10);
  expect(client.got.filter((event) => event.response_id === 'old').length).toBeLessThan(8);
});

test('[R23] when only live events are left the reader is too slow, and memory stays bounded', () => {
  const log = new EventLog('s', limits);
  const client = reader(0);
  log.attach(client);
  for (let n = 0; n < 1_000; n += 1) log.append(sound('live'), 'live');
  expect(client.state.slow).toBe(true);
  expect(log.size.chars).toBeLessThanOrEqual(limits.audioChars + 500);
  for (let n = 0; n < 1_000; n += 1) log.append(word('text'));
  expect(log.size.chars).toBeLessThanOrEqual(limits.audioChars + limits.otherChars + 1_000);
});

test('[R24] the unsent sound of an interrupted response is not sent', () => {
  const log = new EventLog('s', limits);
  const client = reader(2);
  log.attach(client);
  for (let n = 0; n < 6; n += 1) log.append(sound('r1'), 'r1');
  log.endResponse('r1', true);
  log.append(word('after'));
  client.state.room = 100;
  log.pump();
  expect(client.got.map((event) => event.type)).toEqual([
    'response.output_audio.delta',
    'response.output_audio.delta',
    'response.output_audio_transcript.delta',
  ]);
});

test('sound that was sent is kept only as far as a resume needs it', () => {
  const log = new EventLog('s', limits);
  const client = reader();
  log.attach(client);
  for (let n = 0; n < 500; n += 1) log.append(sound('r1'), 'r1');
  expect(client.got).toHaveLength(500);
  expect(log.size.chars).toBeLessThanOrEqual(limits.sentAudioChars + 500);
});
