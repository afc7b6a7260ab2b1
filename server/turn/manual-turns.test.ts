import { expect, test } from 'vitest';
import { fakeScene, Room } from './fake.ts';
import type { Listening } from './scene.ts';

const byHand = { settings: { detectTurns: false } };

test('[T15] a manual turn is committed and answered when the client says so', async () => {
  await using room = new Room({
    utterances: [{ text: 'by hand' }],
    conversation: { settings: { detectTurns: false } },
  });
  expect(room.conversation.commit()).toBeUndefined();
  await room.talk(500);
  await room.rest(2_000);
  expect(room.events).toHaveLength(0);
  const turn = room.conversation.commit();
  await room.clock.advance(500);
  expect(room.of('heard')).toMatchObject([{ turn, text: 'by hand' }]);
  expect(room.of('reply-start')).toHaveLength(0);
  expect(room.conversation.respond()).toEqual(turn);
  await room.clock.advance(10_000);
  expect(room.of('turn-end').map((end) => end.outcome)).toEqual(['spoken']);
});

test('[T15] a reply asked for before the meaning is known waits for it', async () => {
  await using room = new Room({
    utterances: [{ text: 'by hand', finalLagMs: 400 }],
    conversation: { settings: { detectTurns: false } },
  });
  await room.talk(500);
  room.conversation.commit();
  room.conversation.respond();
  await room.clock.advance(10_000);
  expect(room.scene.heard.map((heard) => heard.text)).toEqual(['by hand']);
  expect(room.of('turn-end')).toHaveLength(1);
});

test('[T15] turns committed in quick order are all understood, in order', async () => {
  const utterances = [{ text: 'one', finalLagMs: 900 }, { text: 'two', finalLagMs: 10 }, { text: 'three' }];
  await using room = new Room({ utterances, conversation: byHand });
  for (let i = 0; i < 3; i += 1) {
    await room.talk(100);
    room.conversation.commit();
  }
  room.conversation.respond();
  await room.clock.advance(12_000);
  expect(room.of('heard').map((heard) => heard.text)).toEqual(['one', 'two', 'three']);
  expect(room.of('turn-end')).toMatchObject([{ turn: room.of('committed')[2]?.turn, outcome: 'spoken' }]);
});

test('[T15] a client that commits faster than it can be understood is told so, and keeps no more than four waiting', async () => {
  const utterances = Array.from({ length: 9 }, () => ({ fault: 'hang' as const }));
  await using room = new Room({ utterances, conversation: byHand });
  for (let i = 0; i < 9; i += 1) {
    await room.talk(20);
    room.conversation.commit();
  }
  expect(room.recogniser.pending).toBeLessThanOrEqual(5);
  expect(room.of('heard').length).toBeGreaterThanOrEqual(4);
  await room.clock.advance(5_000);
  expect(room.of('heard')).toHaveLength(9);
});

test('[T15] an open microphone is heard as an answer to the present question', async () => {
  let question = 0;
  const scene = { ...fakeScene(), listen: () => ({ ...listeningTo(question) }) };
  await using room = new Room({ scene, conversation: byHand, utterances: [{}, { text: 'a tea' }] });
  await room.rest(400);
  question = 1;
  room.conversation.type('next');
  room.conversation.respond();
  await room.rest(6_000);
  await room.talk(400);
  room.conversation.commit();
  await room.clock.advance(1_000);
  expect(room.recogniser.opened.at(-1)?.phrases.map((phrase) => phrase.id)).toEqual(['q1']);
  expect(room.recogniser.audioMs.at(-1)).toBeGreaterThanOrEqual(6_800);
});

test('[T15] no client fills a recogniser without end', async () => {
  await using room = new Room({ conversation: byHand, utterances: [{ text: 'long' }] });
  await room.talk(40_000);
  expect(room.recogniser.audioMs[0]).toBeLessThanOrEqual(30_000);
});

test('[T42] a turn by hand that was lost fails when its answer is asked for', async () => {
  await using room = new Room({ conversation: byHand, utterances: [{ fault: 'crash' }] });
  await room.talk(400);
  room.conversation.commit();
  await room.clock.advance(1_000);
  room.conversation.respond();
  await room.clock.advance(10_000);
  expect(room.of('turn-end')).toMatchObject([{ turn: room.of('committed')[0]?.turn, outcome: 'failed' }]);
  expect(room.scene.heard).toHaveLength(0);
});

test('[T49] a button pressed while a turn by hand is awaited leaves one reply', async () => {
  await using room = new Room({ conversation: byHand, utterances: [{ text: 'by hand', finalLagMs: 600 }] });
  await room.talk(400);
  room.conversation.commit();
  room.conversation.respond();
  await room.clock.advance(100);
  room.conversation.command('repeat');
  await room.clock.advance(15_000);
  const spoken = room.events.map(({ event }) => event.kind).filter((kind) => /reply-start|turn-end/.test(kind));
  expect(spoken).toEqual(['reply-start', 'turn-end', 'reply-start', 'turn-end']);
  expect(room.of('turn-end').map((end) => end.outcome)).toEqual(['interrupted', 'spoken']);
});

function listeningTo(question: number): Listening {
  const phrases = [{ id: `q${question}`, text: question === 0 ? 'yes' : 'a tea' }];
  return { language: 'en', phrases, commands: [], question: 'expected', level: 'A2' };
}
