import { expect, test } from 'vitest';
import { fakeScene, Room, type RoomOptions } from './fake.ts';

const LONG = 'This is the first sentence of a long answer. Here is the second one. And the third one ends it.';
const longScene = (extra: Parameters<typeof fakeScene>[0] = {}) =>
  fakeScene({
    replies: (heard) => [{ kind: 'text', text: heard.text === 'why' ? 'Because it is so.' : LONG }],
    ...extra,
  });

/** A room whose tutor has been speaking a long answer for `ms`. */
async function speaking(ms: number, options: RoomOptions): Promise<Room> {
  const room = new Room({ scene: longScene(), ...options });
  await room.talk(500);
  while (room.of('reply-audio').length === 0) await room.rest(20);
  await room.rest(ms);
  return room;
}

const ducking = { settings: { clientDucks: true } };

test('[T30] 150 ms of speech over the tutor ducks', async () => {
  await using room = await speaking(1_500, {
    conversation: ducking,
    utterances: [{ text: 'go' }, { text: '', verdict: 'unknown' }],
  });
  await room.talk(120);
  expect(room.of('duck')).toHaveLength(0);
  await room.talk(60);
  expect(room.of('duck')).toHaveLength(1);
  expect(room.of('turn-end')).toHaveLength(0);
});

test('[T31] what is not meant lets the tutor go on from its word', async () => {
  await using room = await speaking(1_500, {
    conversation: ducking,
    utterances: [{ text: 'go' }, { text: '', verdict: 'unknown' }],
  });
  await room.talk(300);
  await room.rest(1_000);
  const [duck] = room.of('duck');
  const [resume] = room.of('resume');
  expect(resume?.fromMs).toBeLessThanOrEqual(duck?.atMs as number);
  const words = room.of('caption').flatMap((caption) => caption.words);
  expect(words.map((word) => word.startMs)).toContain(resume?.fromMs);
  await room.rest(12_000);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'spoken', heardText: LONG }]);
  expect(room.of('speech-start')).toHaveLength(1);
});

test('[T31] a client that does not duck is not told to resume', async () => {
  await using room = await speaking(1_500, { utterances: [{ text: 'go' }, { text: '', verdict: 'unknown' }] });
  await room.talk(300);
  await room.rest(12_000);
  expect([room.of('duck').length, room.of('resume').length]).toEqual([0, 0]);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'spoken', heardText: LONG }]);
});

test.each([
  ['mhm', 'en'],
  ['Yeah.', 'en'],
])('[T32] %s over the tutor is no turn', async (text) => {
  await using room = await speaking(1_500, {
    conversation: ducking,
    phrases: true,
    utterances: [{ text: 'go' }, { text }],
  });
  await room.talk(300);
  await room.rest(14_000);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'spoken', heardText: LONG }]);
});

test('[T33] speech that lasts stops the tutor, and history holds what was heard', async () => {
  await using room = await speaking(1_500, { utterances: [{ text: 'go' }, { text: 'wait I have a question' }] });
  const before = room.of('reply-audio').length;
  await room.talk(1_000);
  const [end] = room.of('turn-end');
  expect(end).toMatchObject({ outcome: 'interrupted' });
  expect(before).toBeGreaterThan(0);
  expect(LONG.startsWith(end?.heardText as string)).toBe(true);
  expect(end?.heardText.length).toBeGreaterThan(10);
  expect(end?.heardText.length).toBeLessThan(60);
  await room.rest(12_000);
  expect(room.conversation.history().map((item) => [item.who, item.text])).toEqual([
    ['learner', 'go'],
    ['tutor', end?.heardText],
    ['learner', 'wait I have a question'],
    ['tutor', LONG],
  ]);
});

test('[T33] two words are enough, one backchannel is not', async () => {
  const partials = [{ atAudioMs: 500, text: 'excuse me' }];
  await using room = await speaking(1_500, { utterances: [{ text: 'go' }, { text: 'excuse me', partials }] });
  await room.talk(300);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'interrupted' }]);
});

test('[T33] no sound of the turn follows its end', async () => {
  await using room = await speaking(800, {
    speech: { everyMs: 60 },
    utterances: [{ text: 'go' }, { text: 'stop it now' }],
  });
  await room.talk(1_000);
  const ended = room.of('turn-end')[0]?.turn.id;
  const at = room.events.findIndex(({ event }) => event.kind === 'turn-end');
  await room.rest(2_000);
  const late = room.events.slice(at + 1).filter(({ event }) => 'turn' in event && event.turn.id === ended);
  expect(late.map(({ event }) => event.kind)).toEqual(['metrics']);
});

test('[T34] a request for help is answered, and the interrupted sentence said again', async () => {
  const commands = [{ id: 'why', text: 'why' }];
  const scene = longScene({ listening: { commands }, thenResume: (heard) => heard.text === 'why' });
  await using room = await speaking(2_800, {
    scene,
    phrases: true,
    utterances: [{ text: 'go' }, { text: 'why', phraseId: 'why' }],
  });
  await room.talk(300);
  await room.rest(14_000);
  expect(room.of('turn-end').map((end) => [end.outcome, end.heardText])).toEqual([
    ['interrupted', expect.stringMatching(/^This is the first sentence of a long answer\. Here/)],
    ['spoken', 'Because it is so. Here is the second one. And the third one ends it.'],
  ]);
});

test('[T34] what was interrupted long ago is not said again', async () => {
  const scene = longScene({ thenResume: (heard) => heard.text === 'why' });
  await using room = await speaking(1_500, { scene, utterances: [{ text: 'go' }, { text: 'stop it now' }] });
  await room.talk(1_000);
  await room.rest(14_000);
  room.conversation.type('why');
  room.conversation.respond();
  await room.rest(8_000);
  expect(
    room
      .of('turn-end')
      .map((end) => end.heardText)
      .at(-1),
  ).toBe('Because it is so.');
});

test('[T36] with interruptions off, speech over the tutor changes nothing', async () => {
  await using room = await speaking(1_000, {
    conversation: { settings: { interruptible: false } },
    utterances: [{ text: 'go' }],
  });
  await room.talk(2_000);
  await room.rest(12_000);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'spoken' }]);
  expect(room.recogniser.opened).toHaveLength(1);
});

test('[T27] a client that says where it stopped cuts history there', async () => {
  await using room = await speaking(2_000, { utterances: [{ text: 'go' }] });
  const id = room.of('reply-start')[0]?.turn.id as string;
  expect(room.conversation.truncate('turn_none', 500)).toBeUndefined();
  const cut = room.conversation.truncate(id, 1_000);
  expect(LONG.startsWith(cut?.heardText as string)).toBe(true);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'interrupted', heardText: cut?.heardText }]);
  const again = room.conversation.truncate(id, 1e9);
  expect(again?.heardMs).toBeLessThan(1e6);
  expect(room.conversation.truncate(id, -5)).toEqual({ heardText: '', heardMs: 0 });
  expect(room.conversation.history().map((item) => item.text)).toEqual(['go']);
});

test('[T26] playback reports decide what was heard', async () => {
  await using room = await speaking(0, { utterances: [{ text: 'go' }, { text: 'stop it now' }] });
  const id = room.of('reply-start')[0]?.turn.id as string;
  for (let i = 0; i < 30; i += 1) {
    await room.rest(100);
    room.conversation.played(id, 0);
  }
  room.conversation.cancel();
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'interrupted', heardText: '' }]);
});

test('[T31] settings changed while it is ducked leave no reply ducked', async () => {
  await using room = await speaking(1_500, {
    conversation: ducking,
    utterances: [{ text: 'go' }, { text: '', verdict: 'unknown' }],
  });
  await room.talk(300);
  expect(room.of('duck')).toHaveLength(1);
  room.conversation.configure({ clientDucks: false });
  await room.rest(15_000);
  expect(room.of('resume')).toHaveLength(1);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'spoken', heardText: LONG }]);
});

test('[T34] a question that goes on still gets its sentence back', async () => {
  const scene = fakeScene({
    replies: (_, index) => [{ kind: 'text', text: index === 0 ? LONG : 'Fine.' }],
    listening: { commands: [{ id: 'why', text: 'why' }] },
    thenResume: (heard) => heard.text === 'why',
  });
  const utterances = [{ text: 'go' }, { text: 'why', phraseId: 'why' }, { text: 'why', phraseId: 'why' }];
  const speech = (_: unknown, index: number) => ({ firstMs: index < 3 ? 5 : 800 });
  await using room = await speaking(2_800, { scene, phrases: true, utterances, speech });
  await room.talk(300);
  while (room.of('reply-start').length < 2) await room.rest(20);
  await room.talk(300);
  await room.rest(16_000);
  expect(room.of('turn-end').map((end) => end.outcome)).toEqual(['interrupted', 'skipped', 'spoken']);
  expect(room.of('turn-end')[2]?.heardText).toBe('Fine. Here is the second one. And the third one ends it.');
});

test('[T27] a position that is no number changes nothing', async () => {
  await using room = await speaking(500, { utterances: [{ text: 'go' }] });
  const id = room.of('reply-start')[0]?.turn.id as string;
  room.conversation.played(id, Number.NaN);
  await room.rest(14_000);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'spoken', heardText: LONG }]);
  expect(room.conversation.truncate(id, Number.NaN)).toMatchObject({ heardText: LONG });
});

test('[T24] an ear that stands still for ever does not hold the floor for ever', async () => {
  const text = Array.from({ length: 16 }, (_, i) => `This is sentence number ${i} of a very long story.`).join(' ');
  const scene = fakeScene({ replies: () => [{ kind: 'text', text }] });
  await using room = new Room({ scene });
  const turn = room.conversation.type('tell me');
  room.conversation.respond();
  for (let t = 0; t < 150_000; t += 500) {
    await room.clock.advance(500);
    room.conversation.played(turn.id, 0);
  }
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'spoken' }]);
});
