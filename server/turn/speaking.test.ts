import { expect, test } from 'vitest';
import { VOICE_RATE } from '../ports/text-to-speech/port.ts';
import { fakeScene, Room } from './fake.ts';
import type { ReplyPart } from './scene.ts';

const says = (...texts: string[]) => fakeScene({ replies: () => texts.map((text) => ({ kind: 'text', text })) });

async function answered(room: Room): Promise<void> {
  room.conversation.type('hello');
  room.conversation.respond();
  await room.clock.advance(30_000);
}

test('[T22] sentences are synthesised ahead and sent in order', async () => {
  const lag = [400, 10, 10];
  await using room = new Room({
    scene: says('One is slow. Two is quick. Three is quick too.'),
    speech: (_, index) => ({ firstMs: lag[index] ?? 10 }),
  });
  await answered(room);
  expect(room.voice.requests.map((request) => request.text)).toEqual([
    'One is slow.',
    'Two is quick.',
    'Three is quick too.',
  ]);
  expect(
    room
      .of('reply-text')
      .map((event) => event.text)
      .join(''),
  ).toBe('One is slow. Two is quick. Three is quick too.');
  expect(room.of('turn-end')[0]?.heardText).toBe('One is slow. Two is quick. Three is quick too.');
  const starts = room.of('reply-audio').map((event) => event.startMs);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
});

test('[T21] marks are not spoken, and a sentence of marks alone is left out', async () => {
  await using room = new Room({ scene: says('**Well** done! 🎉 ', '*smiles* ', 'You *went* home.') });
  await answered(room);
  expect(room.voice.requests.map((request) => request.text)).toEqual(['Well done!', 'You went home.']);
});

test('[T23] captions lie on the reply’s own timeline', async () => {
  await using room = new Room({ scene: says('First one here. Second one here.') });
  await answered(room);
  const words = room.of('caption').flatMap((caption) => caption.words);
  expect(words.map((word) => word.text.replace(/\W/g, ''))).toEqual(['First', 'one', 'here', 'Second', 'one', 'here']);
  const second = words[3]?.startMs as number;
  expect(second).toBeGreaterThanOrEqual(words[2]?.endMs as number);
  expect(words.at(-1)?.endMs).toBeLessThanOrEqual(room.of('reply-sent')[0]?.audioMs as number);
});

test('[T24] sound is sent at most 15 s ahead of the ear', async () => {
  const text = Array.from({ length: 12 }, (_, i) => `This is sentence number ${i} of a very long story.`).join(' ');
  await using room = new Room({ scene: says(text) });
  room.conversation.type('tell me');
  room.conversation.respond();
  await room.clock.advance(100);
  const start = room.at('reply-audio') as number;
  for (let i = 0; i < 200; i += 1) {
    await room.clock.advance(100);
    const sentMs = room.of('reply-audio').reduce((sum, event) => sum + (event.samples.length * 1_000) / VOICE_RATE, 0);
    expect(sentMs - (room.clock.now() - start)).toBeLessThanOrEqual(15_000 + 200);
  }
  await room.clock.advance(60_000);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'spoken', heardText: text }]);
});

test('[T25] a text-only reply is written, never voiced', async () => {
  await using room = new Room({ scene: says('Only written. Nothing else.') });
  room.conversation.type('hello');
  room.conversation.respond({ voiced: false });
  await room.clock.advance(1_000);
  expect(room.voice.requests).toHaveLength(0);
  expect(
    room
      .of('reply-text')
      .map((event) => event.text)
      .join(''),
  ).toBe('Only written. Nothing else.');
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'spoken', heardText: 'Only written. Nothing else.' }]);
});

test('[T44] a reply with effects alone is skipped in so many words', async () => {
  const effect: ReplyPart = { kind: 'effect', name: 'progress', data: { n: 1 } };
  await using room = new Room({ scene: fakeScene({ replies: () => [effect] }) });
  await answered(room);
  expect(room.of('effect')).toMatchObject([{ name: 'progress', data: { n: 1 } }]);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'skipped' }]);
});

test('[T1] the opening is spoken, and typed lines and buttons are answered', async () => {
  await using room = new Room({ scene: fakeScene({ opening: [{ kind: 'text', text: 'Welcome.' }] }) });
  room.conversation.open();
  await room.clock.advance(5_000);
  await answered(room);
  room.conversation.command('repeat');
  await room.clock.advance(10_000);
  expect(room.of('reply-start').map((event) => event.origin)).toEqual(['opening', 'typed', 'command']);
  expect(room.scene.heard.map((heard) => heard.how)).toEqual(['typed', 'command']);
});

test('[T49] a second reply is refused while one runs, and a button replaces it', async () => {
  await using room = new Room();
  room.conversation.type('hello');
  expect(room.conversation.respond()).toBeDefined();
  expect(room.conversation.respond()).toBeUndefined();
  await room.clock.advance(300);
  room.conversation.command('repeat');
  await room.clock.advance(10_000);
  expect(room.of('turn-end').map((end) => end.outcome)).toEqual(['interrupted', 'spoken']);
});

test('[T47] each turn reports its stages, first sound measured from the end of speech', async () => {
  await using room = new Room({
    utterances: [{ text: 'hello', finalLagMs: 30 }],
    speech: { firstMs: 40 },
    conversation: { settings: { silenceMs: 300 } },
  });
  await room.talk(500);
  await room.rest(8_000);
  const record = room.of('metrics')[0]?.record;
  const order = [
    record?.speech_start,
    record?.speech_end,
    record?.text_final,
    record?.reply_called,
    record?.voice_called,
    record?.audio_first,
    record?.audio_last,
  ];
  expect(order).toEqual(order.toSorted((a, b) => (a as number) - (b as number)));
  expect(order).not.toContain(undefined);
  expect(record?.response_ms).toBeGreaterThanOrEqual(300 + 30 + 40);
  expect(record?.response_ms).toBeLessThanOrEqual(300 + 30 + 40 + 60);
  expect(record).toMatchObject({ outcome: 'spoken', sentences: 2, recogniser: 'fake', voice: 'fake' });
});

test('[T40] a slow check delays nothing, survives a barge-in, and comes once', async () => {
  const finding = { start: 0, end: 4, kind: 'SPELL', rule: 'x', message: 'm', suggestions: [] };
  const room: Room = new Room({
    utterances: [{ text: 'I goed home' }, { text: 'wait a moment please' }],
    deps: {
      check: async (said, signal) => {
        await room.clock.sleep(4_000, signal);
        return said.text.includes('goed') ? [finding] : [];
      },
    },
  });
  await room.talk(500);
  await room.rest(1_500);
  expect(room.of('reply-audio').length).toBeGreaterThan(0);
  await room.talk(1_000);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'interrupted' }]);
  await room.rest(10_000);
  expect(room.of('correction')).toMatchObject([{ turn: room.of('heard')[0]?.turn, findings: [finding] }]);
  await room[Symbol.asyncDispose]();
});

test('[T44] a client that cancels on the first words gets no more of them', async () => {
  const room: Room = new Room({
    scene: says('First. Second. Third.'),
    deps: {
      emit: (event) => {
        room.events.push({ at: room.clock.now(), event });
        if (event.kind === 'reply-text') room.conversation.cancel();
      },
    },
  });
  room.conversation.type('hello');
  room.conversation.respond({ voiced: false });
  await room.clock.advance(1_000);
  expect(room.of('reply-text').map((event) => event.text)).toEqual(['First.']);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'interrupted', heardText: 'First.' }]);
  await room[Symbol.asyncDispose]();
});

test('[T47] sentences that came from a cache are counted, each once, and not those of a reply thrown away', async () => {
  await using room = new Room({
    phrases: true,
    scene: fakeScene({
      replies: () => [{ kind: 'text', text: 'One. Two. Three.' }],
      listening: { phrases: [{ id: 'tea', text: 'a tea' }] },
    }),
    utterances: [{ text: 'a tea', partials: [{ atAudioMs: 300, text: 'a tea' }] }],
  });
  const { speak } = room.voice;
  room.voice.speak = async function* (request, signal) {
    for await (const part of speak(request, signal))
      yield part.kind === 'audio' && request.text !== 'Two.' ? { ...part, cached: true } : part;
  };
  await room.talk(500);
  await room.rest(8_000);
  expect(room.of('metrics')).toMatchObject([{ record: { cache_hits: 2, sentences: 3 } }]);
});

test('[T25] a reply prepared before the client wanted text alone is not voiced', async () => {
  const listening = {
    phrases: [
      { id: 'tea', text: 'a tea' },
      { id: 'milk', text: 'a tea with milk' },
    ],
  };
  await using room = new Room({
    phrases: true,
    scene: fakeScene({ replies: () => [{ kind: 'text', text: 'Fine.' }], listening }),
    utterances: [{ text: 'a tea' }],
  });
  await room.talk(500);
  await room.rest(500);
  expect(room.voice.requests).toHaveLength(1);
  room.conversation.configure({ voiced: false });
  await room.rest(6_000);
  expect(room.of('reply-start')).toMatchObject([{ voiced: false }]);
  expect(room.of('reply-audio')).toHaveLength(0);
});

test('[T42] a reply of endless sentences ends', async () => {
  const endless = async function* (): AsyncGenerator<ReplyPart> {
    for (;;) yield { kind: 'text', text: 'And so on. ' };
  };
  await using room = new Room({ scene: fakeScene({ replies: () => endless() }) });
  room.conversation.type('hello');
  room.conversation.respond({ voiced: false });
  await room.clock.advance(100);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'failed' }]);
});
