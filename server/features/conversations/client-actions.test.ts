import { expect, test } from 'vitest';
import { quiet, start } from './testing/session-room.ts';

const silence = (bytes: number): string => Buffer.alloc(bytes).toString('base64');

test('[R9] truncation is never an error: of what is gone, of the learner, and of text, nothing is cut', async () => {
  const room = await start({ update: quiet });
  room.send({
    type: 'conversation.item.create',
    item: { id: 'mine', type: 'message', role: 'user', content: [{ type: 'input_text', text: 'tea' }] },
  });
  room.send({ type: 'response.create', response: { output_modalities: ['text'] } });
  room.conversation.startReply({ id: 't1', revision: 1 }, 'Sure.', { voiced: false });
  room.conversation.endReply({ id: 't1', revision: 1 }, 'Sure.');
  const { item } = room.last('response.output_item.done');
  for (const item_id of ['nowhere', 'mine', item.id]) {
    expect(room.send({ type: 'conversation.item.truncate', item_id, content_index: 0, audio_end_ms: 900 })).toBe(true);
    expect(room.last('conversation.item.truncated')).toMatchObject({ item_id, content_index: 0, audio_end_ms: 0 });
  }
  room.send({ type: 'conversation.item.retrieve', item_id: item.id });
  expect(room.last('conversation.item.retrieved').item).toMatchObject({
    status: 'completed',
    content: [{ type: 'output_text', text: 'Sure.' }],
  });
});

test('[R9] what was heard to its end is not incomplete', async () => {
  const room = await start();
  room.conversation.heardText = 'Hello.';
  room.conversation.endReply({ id: 't1', revision: 1 }, 'Hello.');
  const { item } = room.last('response.output_item.done');
  room.send({ type: 'conversation.item.truncate', item_id: item.id, content_index: 0, audio_end_ms: 9_000 });
  room.send({ type: 'conversation.item.retrieve', item_id: item.id });
  expect(room.last('conversation.item.retrieved').item.status).toBe('completed');
});

test('[R12] a reply that was asked for and has not begun is cancelled with its own response.done', async () => {
  const room = await start();
  // The client was told `done`, but the ear is not: the next reply waits.
  room.conversation.say({
    kind: 'reply-sent',
    turn: { id: 't1', revision: 1 },
    text: 'Hello.',
    audioMs: 250,
    failed: false,
  });
  room.conversation.cancels = false;
  expect(room.send({ type: 'response.create', response: { metadata: { n: '2' } } })).toBe(true);
  expect(room.send({ type: 'response.cancel', response_id: 'another', event_id: 'c' })).toBe(false);
  const told = room.since(() => room.send({ type: 'response.cancel' }));
  expect(told.map((event) => event.type)).toEqual(['response.created', 'response.done']);
  expect(room.last('response.done').response).toMatchObject({
    status: 'cancelled',
    status_details: { type: 'cancelled', reason: 'client_cancelled' },
    metadata: { n: '2' },
  });
  room.conversation.endReply({ id: 't1', revision: 1 }, 'Hello.');
  await room.clock.advance(1);
  expect(room.conversation.calls.filter((call) => call.startsWith('respond'))).toHaveLength(1);
});

test('[R19] a bug in what follows a reply ends the session, not the process', async () => {
  const room = await start();
  room.send({
    type: 'conversation.item.create',
    item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'tea' }] },
  });
  room.send({ type: 'response.create' });
  room.conversation.respond = () => {
    throw new Error('a bug');
  };
  room.conversation.endReply({ id: 't1', revision: 1 }, 'Hello.');
  await room.clock.advance(1);
  expect(room.bugs).toHaveLength(1);
});

test('[R13] half a sample before a commit or a clear is no part of what follows', async () => {
  const room = await start({ update: quiet });
  const loud = Buffer.from(new Int16Array(2_400).fill(1_000).buffer).toString('base64');
  for (const cut of ['input_audio_buffer.clear', 'input_audio_buffer.commit']) {
    room.send({ type: 'input_audio_buffer.append', audio: silence(4_801) });
    room.send({ type: cut });
    room.conversation.loudest = 0;
    room.send({ type: 'input_audio_buffer.append', audio: loud });
    expect(room.conversation.loudest).toBeLessThan(1_300);
  }
});

test('[R8] an item that is refused is not there', async () => {
  const room = await start({ update: quiet });
  const upload = (id: string, audio: string): boolean =>
    room.send({
      type: 'conversation.item.create',
      item: { id, type: 'message', role: 'user', content: [{ type: 'input_audio', audio }] },
    });
  expect([upload('a', '***'), upload('b', 'AA==')]).toEqual([false, false]);
  room.send({
    type: 'session.update',
    session: { type: 'realtime', audio: { input: { turn_detection: { type: 'server_vad' } } } },
  });
  expect(upload('c', silence(9_600))).toBe(false);
  expect(room.last('error').error).toMatchObject({ code: 'unsupported', param: 'item.content' });
  expect(room.types()).not.toContain('conversation.item.added');
  for (const item_id of ['a', 'b', 'c']) expect(room.send({ type: 'conversation.item.retrieve', item_id })).toBe(false);
});

test('[R2] clients that add up tokens find numbers in every response.done', async () => {
  const room = await start();
  expect(room.last('response.created').response.usage).toBeNull();
  room.conversation.endReply({ id: 't1', revision: 1 }, 'Hello.');
  expect(room.last('response.done').response.usage).toMatchObject({
    total_tokens: 0,
    input_tokens: 0,
    output_tokens: 0,
    input_token_details: { cached_tokens: 0 },
  });
});
