import { expect, test } from 'vitest';
import { VOICE_RATE } from '../ports/text-to-speech/port.ts';
import { fakeScene, Room } from './fake.ts';

const FRAME = 320;

/** What the microphone gets of the tutor's own voice: `gainDb` down, `lateMs` after it was sent and played. */
function loudspeaker(room: Room, gainDb: number, lateMs: number): (heard: Int16Array) => Int16Array {
  const gain = 10 ** (gainDb / 20);
  const sent: number[] = [];
  let first: number | undefined;
  let seen = 0;
  return (heard) => {
    for (; seen < room.events.length; seen += 1) {
      const one = room.events[seen];
      if (one?.event.kind !== 'reply-audio') continue;
      first ??= one.at;
      sent.push(...one.event.samples);
    }
    if (first === undefined) return heard;
    const begun = ((room.clock.now() - first - lateMs) * VOICE_RATE) / 1_000;
    return heard.map((sample, i) => sample + Math.round((sent[Math.floor(begun + i * 1.5)] ?? 0) * gain));
  };
}

const loud = new Int16Array(FRAME).map((_, i) => Math.round(9_000 * Math.sin((2 * Math.PI * 220 * i) / 16_000)));
const quiet = new Int16Array(FRAME);
const talker = () =>
  fakeScene({ opening: [{ kind: 'text', text: 'This is a rather long opening. It has a second sentence too.' }] });

test.each([0, 150, 500])('[T35] the reply at -20 dB in the microphone, %d ms late, is no barge-in', async (lateMs) => {
  // A voice activity that takes any sound over -50 dBFS for speech: only the guard can tell.
  await using room = new Room({ scene: talker(), sensitive: true });
  room.conversation.open();
  const echo = loudspeaker(room, -20, lateMs);
  for (let t = 0; t < 9_000; t += 20) {
    room.conversation.hear(echo(quiet));
    await room.clock.advance(20);
  }
  expect(room.recogniser.opened).toHaveLength(0);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'spoken' }]);
});

test('[T35] a learner who speaks over it all is still heard', async () => {
  await using room = new Room({ scene: talker(), sensitive: true, utterances: [{ text: 'wait I have a question' }] });
  room.conversation.open();
  const echo = loudspeaker(room, -20, 150);
  for (let t = 0; t < 3_000; t += 20) {
    room.conversation.hear(echo(t > 1_500 ? loud : quiet));
    await room.clock.advance(20);
  }
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'interrupted' }]);
});
