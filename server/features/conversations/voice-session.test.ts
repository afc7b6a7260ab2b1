import { expect, test } from 'vitest';
import { serverEvent } from '../../../wire/realtime.ts';
import { tutorEffect } from '../../../wire/tutor.ts';
import { heard } from './fake.ts';
import { quiet, start } from './testing/session-room.ts';

test('[R1] session.created is the first event, and every event is one that the wire knows', async () => {
  const room = await start();
  const turn = room.conversation.learnerSays('a coffee please');
  room.conversation.startReply(turn, 'Here you are.');
  room.conversation.say({ kind: 'effect', turn, name: 'progress', data: { done: 1 } });
  room.conversation.endReply(turn, 'Here you are.');
  expect(room.told[0]?.type).toBe('session.created');
  for (const event of room.told) {
    const known = serverEvent.safeParse(event);
    if (!known.success) tutorEffect.parse(event);
  }
  expect(room.bugs).toEqual([]);
});

test('[R2] a voice turn comes in the order stock clients rely on', async () => {
  const room = await start({ update: quiet });
  room.send({
    type: 'session.update',
    session: { type: 'realtime', audio: { input: { turn_detection: { type: 'server_vad' } } } },
  });
  const from = room.told.length;
  const turn = room.conversation.learnerSays('a coffee please');
  room.conversation.startReply(turn, 'Here you are.', { ms: 50 });
  room.conversation.endReply(turn, 'Here you are.');
  expect(room.types(from)).toEqual([
    'input_audio_buffer.speech_started',
    'tutor.partial',
    'input_audio_buffer.speech_stopped',
    'input_audio_buffer.committed',
    'conversation.item.added',
    'conversation.item.done',
    'conversation.item.input_audio_transcription.delta',
    'conversation.item.input_audio_transcription.completed',
    'tutor.heard',
    'response.created',
    'response.output_item.added',
    'conversation.item.added',
    'response.content_part.added',
    'response.output_audio_transcript.delta',
    'response.output_audio.delta',
    'tutor.caption',
    'response.output_audio.done',
    'response.output_audio_transcript.done',
    'response.content_part.done',
    'response.output_item.done',
    'conversation.item.done',
    'response.done',
    'tutor.turn.ended',
    'tutor.turn.metrics',
  ]);
  const started = room.last('input_audio_buffer.speech_started');
  expect(room.told.filter((event) => 'item_id' in event && event.item_id === started.item_id).length).toBeGreaterThan(
    4,
  );
  expect(room.last('response.done').response).toMatchObject({ status: 'completed', conversation_id: 'conv_1' });
});

test('[R3] understood before the commit: the transcript still follows the item', async () => {
  const room = await start({ update: quiet });
  const from = room.told.length;
  const turn = room.conversation.newTurn();
  room.conversation.say(
    { kind: 'speech-start', turn, atMs: 0 },
    heard(turn, 'yes'),
    { kind: 'speech-end', turn, atMs: 400 },
    { kind: 'committed', turn, origin: 'spoken', audioMs: 400 },
  );
  const types = room.types(from);
  expect(types.indexOf('conversation.item.done')).toBeLessThan(
    types.indexOf('conversation.item.input_audio_transcription.completed'),
  );
});

test('[R4] what is not understood has an empty transcript and says so', async () => {
  const room = await start({ update: quiet });
  const turn = room.conversation.newTurn();
  room.conversation.say(
    { kind: 'speech-start', turn, atMs: 0 },
    { kind: 'speech-end', turn, atMs: 400 },
    { kind: 'committed', turn, origin: 'spoken', audioMs: 400 },
    heard(turn, '', 'unknown'),
  );
  expect(room.last('conversation.item.input_audio_transcription.completed').transcript).toBe('');
  expect(room.last('tutor.heard')).toMatchObject({ heard: 'unknown', transcript: '' });
});

test('[R5] session.update merges deeply and the whole effective session comes back', async () => {
  const room = await start();
  room.send({
    type: 'session.update',
    session: { type: 'realtime', tracing: 'auto', audio: { output: { voice: 'known' } }, tools: [{ name: 'x' }] },
  });
  const updated = room.last('session.updated').session;
  expect(updated).toMatchObject({
    tracing: 'auto',
    tools: [{ name: 'x' }],
    audio: {
      input: {
        format: { type: 'audio/pcm', rate: 24_000 },
        turn_detection: { type: 'semantic_vad', interrupt_response: true },
      },
      output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'known', speed: 1 },
    },
  });
  expect(room.conversation.settings).toMatchObject({ voice: 'known', detectTurns: true, silenceMs: undefined });
});

test("[R6] a client's own silence wins, eagerness maps to one, and a patience that would mute is refused", async () => {
  const room = await start();
  const detect = (turn_detection: object | null): boolean =>
    room.send({ type: 'session.update', session: { type: 'realtime', audio: { input: { turn_detection } } } });
  detect({ type: 'server_vad', silence_duration_ms: 650, create_response: false, interrupt_response: false });
  expect(room.conversation.settings).toMatchObject({ silenceMs: 650, replyToTurns: false, interruptible: false });
  detect({ type: 'semantic_vad', eagerness: 'high' });
  expect(room.conversation.settings).toMatchObject({ silenceMs: 500, replyToTurns: true });
  expect(detect({ type: 'server_vad', silence_duration_ms: 0 })).toBe(false);
  expect(room.last('error').error).toMatchObject({ code: 'invalid_value', type: 'invalid_request_error' });
  detect(null);
  expect(room.conversation.settings).toMatchObject({ detectTurns: false, replyToTurns: false });
});

test('[R7] manual turns: commit makes the item, and response.create the reply', async () => {
  const room = await start({ update: quiet });
  expect(room.conversation.calls).toEqual([]);
  const sound = Buffer.from(new Int16Array(24_00).buffer).toString('base64');
  expect(room.send({ type: 'input_audio_buffer.commit', event_id: 'c0' })).toBe(false);
  expect(room.last('error').error).toMatchObject({ code: 'input_audio_buffer_commit_empty', event_id: 'c0' });
  room.send({ type: 'input_audio_buffer.append', audio: sound });
  const told = room.since(() => room.send({ type: 'input_audio_buffer.commit' }));
  expect(told.map((event) => event.type)).toEqual([
    'input_audio_buffer.committed',
    'conversation.item.added',
    'conversation.item.done',
  ]);
  room.send({ type: 'response.create', response: { metadata: { a: 'b' } } });
  room.conversation.startReply({ id: 't1', revision: 1 }, 'Good.');
  expect(room.last('response.created').response).toMatchObject({ metadata: { a: 'b' }, status: 'in_progress' });
  expect(room.send({ type: 'response.create', event_id: 'r2' })).toBe(false);
  expect(room.last('error').error).toMatchObject({
    code: 'conversation_already_has_active_response',
    event_id: 'r2',
  });
});

test('[R8] a typed item is answered under the id the client gave it, in text when it asks for text', async () => {
  const room = await start({ update: quiet });
  const told = room.since(() =>
    room.send({
      type: 'conversation.item.create',
      item: { id: 'mine', type: 'message', role: 'user', content: [{ type: 'input_text', text: 'tea please' }] },
    }),
  );
  expect(told.map((event) => event.type)).toEqual(['conversation.item.added', 'conversation.item.done']);
  room.send({ type: 'response.create', response: { output_modalities: ['text'] } });
  expect(room.conversation.calls).toEqual(['type tea please', 'respond in text']);
  const from = room.told.length;
  room.conversation.startReply({ id: 't1', revision: 1 }, 'Sure.', { voiced: false });
  room.conversation.endReply({ id: 't1', revision: 1 }, 'Sure.');
  expect(room.types(from)).toContain('response.output_text.delta');
  expect(room.types(from)).not.toContain('response.output_audio.delta');
  expect(room.last('response.done').response.output[0]?.content).toEqual([{ type: 'output_text', text: 'Sure.' }]);
});

test('[R9] truncation clamps, cuts the transcript, and retrieve shows what was heard', async () => {
  const room = await start();
  room.conversation.endReply({ id: 't1', revision: 1 }, 'Hello.');
  const id = room.last('response.output_item.done').item.id;
  for (const audio_end_ms of [999_999, -5, 1.5]) {
    expect(room.send({ type: 'conversation.item.truncate', item_id: id, content_index: 0, audio_end_ms })).toBe(true);
    expect(room.last('conversation.item.truncated').audio_end_ms).toBeLessThanOrEqual(250);
  }
  room.send({ type: 'conversation.item.retrieve', item_id: id });
  expect(room.last('conversation.item.retrieved').item).toMatchObject({
    status: 'incomplete',
    content: [{ type: 'output_audio', transcript: 'He' }],
  });
  room.send({ type: 'conversation.item.delete', item_id: id });
  expect(room.last('conversation.item.deleted').item_id).toBe(id);
  expect(room.send({ type: 'conversation.item.retrieve', item_id: id, event_id: 'gone' })).toBe(false);
  expect(room.last('error').error.event_id).toBe('gone');
});

test('[R8] sound in an item is heard as one turn, under the id the client gave it', async () => {
  const room = await start({ update: quiet });
  const upload = (audio: string): boolean =>
    room.send({
      type: 'conversation.item.create',
      event_id: 'up',
      item: { id: `item_${audio.length}`, type: 'message', role: 'user', content: [{ type: 'input_audio', audio }] },
    });
  expect(upload(Buffer.alloc(9_600).toString('base64'))).toBe(true);
  expect(room.conversation.calls).toEqual(['clear', 'commit']);
  room.conversation.say(heard({ id: 't1', revision: 1 }, 'tea please'));
  const completed = room.last('conversation.item.input_audio_transcription.completed');
  expect(completed).toMatchObject({ item_id: 'item_12800', transcript: 'tea please' });
  expect(room.told.map((event) => event.type)).not.toContain('input_audio_buffer.committed');
  expect(upload('***')).toBe(false);
});

test('[R8] items of the tutor or the system are kept as notes, where the client puts them', async () => {
  const room = await start({ update: quiet });
  const create = (id: string, role: string, previous_item_id?: string): boolean =>
    room.send({
      type: 'conversation.item.create',
      ...(previous_item_id ? { previous_item_id } : {}),
      item: { id, type: 'message', role, content: [{ type: 'text', text: id }] },
    });
  create('a', 'system');
  create('b', 'assistant');
  create('c', 'system', 'root');
  expect(room.last('conversation.item.added')).toMatchObject({ item: { id: 'c' }, previous_item_id: null });
  create('d', 'assistant', 'a');
  expect(room.last('conversation.item.done').previous_item_id).toBe('a');
  expect(create('a', 'system')).toBe(false);
  expect(create('e', 'system', 'nowhere')).toBe(false);
  expect(create('', 'user')).toBe(false);
  expect(room.conversation.calls).toEqual([]);
});

test('[R1] a tutor client tells where its ear is, and presses buttons', async () => {
  const room = await start({ update: { tutor: { playback: true } } });
  const { item } = room.last('response.output_item.added');
  room.send({ type: 'tutor.playback', item_id: item.id, played_ms: 120 });
  room.send({ type: 'tutor.playback', item_id: 'nothing', played_ms: 120 });
  room.send({ type: 'tutor.command', command: 'repeat' });
  room.send({ type: 'input_audio_buffer.clear' });
  expect(room.conversation.calls).toEqual(['open', 'played t1 120', 'command repeat', 'clear']);
  expect(room.last('input_audio_buffer.cleared').type).toBe('input_audio_buffer.cleared');
  expect(room.conversation.settings.clientReportsPlayback).toBe(true);
});

test('[R10] an interruption is told when it is certain, and the reply ends as cancelled', async () => {
  const room = await start();
  const over = room.conversation.newTurn();
  const early = room.since(() => room.conversation.say({ kind: 'speech-start', turn: over, atMs: 300 }));
  expect(early).toEqual([]);
  const from = room.told.length;
  room.conversation.endReply({ id: 't1', revision: 1 }, 'Hel', 'interrupted');
  expect(room.types(from).slice(0, 2)).toEqual(['input_audio_buffer.speech_started', 'response.output_audio.done']);
  expect(room.last('response.done').response).toMatchObject({
    status: 'cancelled',
    status_details: { reason: 'turn_detected' },
    output: [{ content: [{ transcript: 'Hel' }] }],
  });
});

test('[R10] a backchannel over the voice is not told to a client that would fall silent', async () => {
  const room = await start();
  const over = room.conversation.newTurn();
  const told = room.since(() =>
    room.conversation.say(
      { kind: 'speech-start', turn: over, atMs: 300 },
      { kind: 'speech-end', turn: over, atMs: 500 },
      { kind: 'speech-dropped', turn: over, why: 'backchannel' },
    ),
  );
  expect(told).toEqual([]);
});

test('[R10] a client that ducks hears of speech at once, and of a backchannel that it was none', async () => {
  const room = await start({ update: { tutor: { ducks: true } } });
  const over = room.conversation.newTurn();
  const told = room.since(() =>
    room.conversation.say(
      { kind: 'speech-start', turn: over, atMs: 300 },
      { kind: 'duck', turn: { id: 't1', revision: 1 }, atMs: 120 },
      { kind: 'speech-dropped', turn: over, why: 'backchannel' },
      { kind: 'resume', turn: { id: 't1', revision: 1 }, fromMs: 100 },
    ),
  );
  expect(told.map((event) => event.type)).toEqual([
    'input_audio_buffer.speech_started',
    'tutor.duck',
    'input_audio_buffer.speech_stopped',
    'tutor.dropped',
    'tutor.resume',
  ]);
});

test('[R11] going on speaking takes the half turn back', async () => {
  const room = await start({ update: quiet });
  const half = room.conversation.learnerSays('I would like');
  const item = room.last('conversation.item.done').item.id;
  const whole = { id: half.id, revision: 2 };
  room.conversation.say(
    { kind: 'continued', turn: half, by: whole },
    { kind: 'turn-end', turn: half, outcome: 'skipped', heardText: '', heardMs: 0 },
    { kind: 'committed', turn: whole, origin: 'spoken', audioMs: 1_500 },
    heard(whole, 'I would like a coffee'),
  );
  expect(room.last('conversation.item.deleted').item_id).toBe(item);
  const next = room.last('conversation.item.added').item;
  expect(next.id).not.toBe(item);
  expect(room.last('tutor.heard')).toMatchObject({ item_id: next.id, transcript: 'I would like a coffee' });
});

test('[R12] cancel ends the running response and is an error when there is none', async () => {
  const room = await start();
  const running = room.last('response.created').response.id;
  room.send({ type: 'response.cancel', response_id: running });
  room.conversation.endReply({ id: 't1', revision: 1 }, '', 'interrupted');
  expect(room.last('response.done').response.status_details).toEqual({
    type: 'cancelled',
    reason: 'client_cancelled',
  });
  expect(room.send({ type: 'response.cancel', event_id: 'x' })).toBe(false);
  expect(room.last('error').error).toMatchObject({ code: 'response_cancel_not_active', event_id: 'x' });
});

test('[R13] 16 kHz in and out', async () => {
  const pcm16k = { format: { type: 'audio/pcm', rate: 16_000 } };
  const room = await start({ update: { audio: { input: pcm16k, output: pcm16k } } });
  const sound = room.told.filter((event) => event.type === 'response.output_audio.delta');
  const bytes = sound.reduce((sum, event) => sum + Buffer.from(event.delta, 'base64').length, 0);
  room.conversation.endReply({ id: 't1', revision: 1 }, 'Hello.');
  expect(bytes / 2).toBeGreaterThan(16 * 250 - 100);
  expect(bytes / 2).toBeLessThanOrEqual(16 * 250);
  room.send({ type: 'input_audio_buffer.append', audio: Buffer.alloc(3_201).toString('base64') });
  room.send({ type: 'input_audio_buffer.append', audio: Buffer.alloc(1).toString('base64') });
  expect(room.conversation.heardSamples).toBe(1_601);
});

test('[R14] the opening is spoken unasked, but not to a client that asks for its replies', async () => {
  const room = await start();
  expect(room.conversation.calls).toEqual(['open']);
  const asking = await start({ update: quiet });
  expect(asking.conversation.calls).toEqual([]);
  asking.send({ type: 'response.create' });
  expect(asking.conversation.calls).toEqual(['open']);
});

test('[R14] a microphone that is on from the first moment does not keep the scene from opening', async () => {
  const room = await start({ settle: false });
  room.send({ type: 'input_audio_buffer.append', audio: 'AAAA' });
  room.send({ type: 'session.update', session: { type: 'realtime', audio: { output: { voice: 'known' } } } });
  room.send({ type: 'input_audio_buffer.append', audio: 'AAAA' });
  expect(room.conversation.calls).toEqual([]);
  await room.clock.advance(1_000);
  expect(room.conversation.calls).toEqual(['open']);
});

test('[R14] a learner who types first is not talked over by the opening', async () => {
  const room = await start({ settle: false });
  const content = [{ type: 'input_text', text: 'tea' }];
  room.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } });
  await room.clock.advance(1_000);
  expect(room.conversation.calls).toEqual(['type tea']);
});

test('[R14] an answer asked for while the opening is spoken follows it', async () => {
  const room = await start();
  room.send({
    type: 'conversation.item.create',
    item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'tea' }] },
  });
  expect(room.send({ type: 'response.create' })).toBe(true);
  expect(room.conversation.calls).toEqual(['open', 'type tea']);
  room.conversation.endReply({ id: 't1', revision: 1 }, 'Hello.');
  await room.clock.advance(1);
  expect(room.conversation.calls).toEqual(['open', 'type tea', 'respond aloud']);
});

test('[R15] a failed turn ends its response as failed; one without a response is an error event', async () => {
  const room = await start({ update: quiet });
  const turn = room.conversation.learnerSays('hm');
  room.conversation.startReply(turn, 'Sorry.');
  room.conversation.endReply(turn, 'Sorry.', 'failed');
  expect(room.last('response.done').response.status).toBe('failed');
  const apologised = room.conversation.learnerSays('hm');
  room.conversation.startReply(apologised, 'Sorry.');
  room.conversation.say({ kind: 'reply-sent', turn: apologised, text: 'Sorry.', audioMs: 250, failed: true });
  expect(room.last('response.done').response).toMatchObject({ status: 'failed', status_details: { type: 'failed' } });
  room.conversation.endReply(apologised, 'Sorry.', 'failed');
  const mute = room.conversation.learnerSays('hm');
  room.conversation.endReply(mute, '', 'failed');
  expect(room.last('error').error).toMatchObject({ type: 'server_error', code: 'turn_failed' });
});

test('[R16] what is wrong with a message is told with its event id, and the session goes on', async () => {
  const room = await start();
  for (const text of [
    '',
    '{',
    '[]',
    '"x"',
    'null',
    '{"type":5}',
    '{"type":"toString"}',
    '{"type":"input_audio_buffer.append"}',
  ]) {
    expect(room.session.receive(text)).toBe(false);
  }
  room.send({ type: 'no.such', event_id: 'e9' });
  expect(room.last('error').error).toMatchObject({ code: 'invalid_value', param: 'type', event_id: 'e9' });
  room.send({ type: 'input_audio_buffer.append', audio: '*not base64*', event_id: 'e10' });
  expect(room.last('error').error).toMatchObject({ param: 'audio', event_id: 'e10' });
  room.send({ type: 'session.update', session: { audio: { input: { format: { type: 'audio/pcmu' } } } } });
  expect(room.last('error').error.param).toBe('session.audio.input.format.type');
  expect(room.bugs).toEqual([]);
});

test('[R17] a text-only session is opened and answered in text', async () => {
  const room = await start({ update: { output_modalities: ['text'] } });
  expect(room.conversation.settings).toMatchObject({ voiced: false, replyToTurns: true });
});

test('[R19] a conversation that breaks is told, reported, and ends the session', async () => {
  const room = await start();
  let why: string | undefined;
  room.session.onEnd = (reason) => {
    why = reason;
  };
  room.conversation.say({ kind: 'broken', message: 'a bug' });
  expect(room.last('error').error).toMatchObject({ type: 'server_error', code: 'internal' });
  expect(why).toBe('internal');
  expect(room.bugs).toHaveLength(1);
});

test('[R18] a scene is named before the conversation begins; one that does not exist is an error', async () => {
  const room = await start({ settle: false });
  room.send({ type: 'session.update', event_id: 'u1', session: { type: 'realtime', tutor: { scene: 'nowhere' } } });
  expect(room.last('error').error).toMatchObject({ code: 'scene_not_found' });
  room.send({ type: 'session.update', session: { type: 'realtime', tutor: { scene: 'cafe-en' } } });
  expect(room.last('tutor.session')).toMatchObject({ scene: { id: 'cafe-en' }, resumed: false, missed: 0 });
  expect(room.send({ type: 'session.update', session: { type: 'realtime', tutor: { scene: 'other' } } })).toBe(false);
});
