import { expect, test } from 'vitest';
import type { ConversationEvent } from './events.ts';
import { fakeScene, Room, type RoomOptions } from './fake.ts';

/** A room whose client acts, once, while it is being told of an event of `kind`. */
function asking(kind: ConversationEvent['kind'], act: (room: Room) => void, options: RoomOptions = {}): Room {
  let asked = false;
  const room: Room = new Room({
    scene: fakeScene({ replies: () => [{ kind: 'text', text: 'First of all. And then the second one.' }] }),
    utterances: [{ text: 'hello' }, { text: 'wait a moment please' }],
    ...options,
    deps: {
      emit: (event) => {
        room.events.push({ at: room.clock.now(), event });
        if (asked || event.kind !== kind) return;
        asked = true;
        act(room);
      },
    },
  });
  return room;
}

const kinds = [
  'speech-start',
  'endpoint',
  'speech-end',
  'committed',
  'heard',
  'reply-start',
  'reply-text',
  'caption',
  'reply-audio',
  'duck',
  'reply-sent',
  'turn-end',
  'metrics',
] as const;
const acts: [string, (room: Room) => void][] = [
  ['command', (room) => void room.conversation.command('repeat')],
  ['cancel', (room) => void room.conversation.cancel()],
  ['respond', (room) => void room.conversation.respond()],
  [
    'type and respond',
    (room) => {
      room.conversation.type('typed');
      room.conversation.respond();
    },
  ],
  ['clear', (room) => room.conversation.clear()],
  ['commit', (room) => void room.conversation.commit()],
  ['close', (room) => void room.conversation[Symbol.asyncDispose]()],
];

test.each(acts)('[T44] [T49] a client may %s while it is told of anything', async (_, act) => {
  for (const kind of kinds) {
    const room = asking(kind, act, { conversation: { settings: { clientDucks: true } } });
    await room.talk(600);
    await room.rest(1_500);
    await room.talk(1_000);
    await room.rest(20_000);
    let open = 0;
    for (const { event } of room.events) {
      if (event.kind === 'reply-start') open += 1;
      if (event.kind === 'turn-end') open -= 1;
      expect([0, 1], `replies open after ${event.kind}, asked on ${kind}`).toContain(open);
    }
    expect(open, `asked on ${kind}`).toBe(0);
    // The floor is free: a line is answered.
    const before = room.of('turn-end').length;
    const closed = room.conversation.respond() === undefined;
    await room.clock.advance(12_000);
    if (_ !== 'close') expect([closed, room.of('turn-end').length], `asked on ${kind}`).toEqual([false, before + 1]);
    await room[Symbol.asyncDispose]();
    expect(room.conversation.pending).toEqual([]);
  }
});

test('[T49] a turn by hand that is answered as soon as it is heard is answered once', async () => {
  const room = asking('heard', ({ conversation }) => void conversation.respond(), {
    conversation: { settings: { detectTurns: false } },
  });
  await room.talk(400);
  const turn = room.conversation.commit();
  await room.clock.advance(12_000);
  expect(room.of('turn-end')).toMatchObject([{ turn, outcome: 'spoken' }]);
  expect(room.scene.heard.map((heard) => heard.text)).toEqual(['hello']);
  await room[Symbol.asyncDispose]();
});

test('[T44] a client that clears on the end of a ducked reply hears no more of it', async () => {
  const room = asking('turn-end', ({ conversation }) => conversation.clear(), {
    conversation: { settings: { clientDucks: true } },
  });
  await room.talk(500);
  while (room.of('reply-audio').length === 0) await room.rest(20);
  await room.talk(300);
  expect(room.of('duck')).toHaveLength(1);
  room.conversation.cancel();
  expect(room.of('resume')).toHaveLength(0);
  await room[Symbol.asyncDispose]();
});

test('[T49] a reply cancelled at its start does not end the one asked for before', async () => {
  let starts = 0;
  const room: Room = new Room({
    deps: {
      emit: (event) => {
        room.events.push({ at: room.clock.now(), event });
        if (event.kind !== 'reply-start') return;
        starts += 1;
        if (starts > 1) return;
        room.conversation.command('hint');
        room.conversation.cancel(event.turn.id);
      },
    },
  });
  room.conversation.command('repeat');
  expect(room.conversation.respond()).toBeUndefined();
  await room.clock.advance(12_000);
  expect(room.of('turn-end').map((end) => end.outcome)).toEqual(['interrupted', 'spoken']);
  await room[Symbol.asyncDispose]();
});

test('[T49] a button pressed on a turn that is not answered of itself keeps the floor', async () => {
  const room = asking('heard', ({ conversation }) => void conversation.command('repeat'), {
    conversation: { settings: { replyToTurns: false } },
  });
  await room.talk(500);
  while (room.of('reply-start').length === 0) await room.rest(20);
  expect(room.conversation.respond()).toBeUndefined();
  await room.rest(12_000);
  expect(room.of('turn-end').map((end) => end.outcome)).toEqual(['spoken']);
  await room[Symbol.asyncDispose]();
});
