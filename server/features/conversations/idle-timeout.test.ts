import { expect, test } from 'vitest';
import { start } from './testing/session-room.ts';

const t1 = { id: 't1', revision: 1 };

async function idleRoom(detection: object = {}) {
  const turn_detection = { type: 'server_vad', idle_timeout_ms: 6_000, ...detection };
  const room = await start({ update: { audio: { input: { turn_detection } } } });
  room.send({ type: 'input_audio_buffer.append', audio: Buffer.alloc(48_000 * 7).toString('base64') });
  return room;
}

test('[R34] after idle_timeout_ms of silence the tutor speaks: the silence is an item, the reply a response', async () => {
  const room = await idleRoom();
  await room.clock.advance(20_000);
  expect(room.types()).not.toContain('input_audio_buffer.timeout_triggered');
  room.conversation.endReply(t1, 'Hello.');
  await room.clock.advance(5_900);
  const from = room.told.length;
  await room.clock.advance(200);
  expect(room.types(from)).toEqual([
    'input_audio_buffer.timeout_triggered',
    'input_audio_buffer.committed',
    'conversation.item.added',
    'conversation.item.done',
  ]);
  const { item_id, audio_start_ms, audio_end_ms } = room.last('input_audio_buffer.timeout_triggered');
  expect(audio_end_ms - audio_start_ms).toBe(6_000);
  expect(room.last('conversation.item.added').item).toMatchObject({
    id: item_id,
    content: [{ type: 'input_audio', transcript: '' }],
  });
  expect(room.conversation.calls).toEqual(['open', 'respond aloud']);
});

test('[R34] a learner who is talking or has just talked is not idle', async () => {
  const room = await idleRoom();
  room.conversation.endReply(t1, 'Hello.');
  const turn = room.conversation.newTurn();
  await room.clock.advance(3_000);
  room.conversation.say({ kind: 'speech-start', turn, atMs: 7_000 });
  await room.clock.advance(20_000);
  room.conversation.say({ kind: 'speech-end', turn, atMs: 9_000 });
  room.conversation.say({ kind: 'committed', turn, origin: 'spoken', audioMs: 2_000 });
  await room.clock.advance(20_000);
  expect(room.conversation.calls).toEqual(['open']);
  room.conversation.startReply(turn, 'Good.');
  room.conversation.endReply(turn, 'Good.', 'skipped');
  room.conversation.say({ kind: 'continued', turn, by: turn });
  await room.clock.advance(20_000);
  expect(room.conversation.calls).toEqual(['open']);
});

test('[R34] a sound that was none begins the wait anew, and nothing fires once the session has ended', async () => {
  const room = await idleRoom();
  room.conversation.endReply(t1, 'Hello.');
  const turn = room.conversation.newTurn();
  room.conversation.say({ kind: 'speech-start', turn, atMs: 7_000 }, { kind: 'speech-dropped', turn, why: 'noise' });
  await room.clock.advance(5_000);
  expect(room.conversation.calls).toEqual(['open']);
  await room.clock.advance(1_500);
  expect(room.conversation.calls).toEqual(['open', 'respond aloud']);
  room.conversation.startReply({ id: 't9', revision: 1 }, 'Are you there?');
  room.conversation.endReply({ id: 't9', revision: 1 }, 'Are you there?');
  await room.session.end();
  await room.clock.advance(60_000);
  expect(room.conversation.calls).toEqual(['open', 'respond aloud']);
});

test('[R34] without the setting, or when the client asks for its replies, nobody is prompted', async () => {
  for (const detection of [{ idle_timeout_ms: null }, { idle_timeout_ms: 0 }, { create_response: false, tutor: {} }]) {
    const room = await idleRoom(detection);
    room.send({ type: 'response.create' });
    room.conversation.startReply({ id: 't5', revision: 1 }, 'Hello.');
    room.conversation.endReply({ id: 't5', revision: 1 }, 'Hello.');
    await room.clock.advance(60_000);
    expect(room.types()).not.toContain('input_audio_buffer.timeout_triggered');
  }
});
