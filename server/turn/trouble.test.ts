import { expect, test } from 'vitest';
import { Outage } from '../kit/errors.ts';
import { apologyIn } from './apology.ts';
import { fakeScene, Room, type RoomOptions } from './fake.ts';
import type { ReplyPart } from './scene.ts';

const outage = new Outage({ port: 'language-model', provider: 'fake', retryable: true }, 'the model is down');
const fine: ReplyPart[] = [{ kind: 'text', text: 'All is well again.' }];

async function* midway(): AsyncGenerator<ReplyPart> {
  yield { kind: 'text', text: 'This goes well. And this' };
  throw outage;
}
const never = (): AsyncIterable<ReplyPart> => ({
  [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
});

const troubles: [string, RoomOptions][] = [
  ['scene fails midway', { scene: fakeScene({ replies: (_, index) => (index === 0 ? midway() : fine) }) }],
  ['scene hangs', { scene: fakeScene({ replies: (_, index) => (index === 0 ? never() : fine) }) }],
  [
    'scene has a bug',
    {
      scene: fakeScene({
        replies: (_, index) => {
          if (index === 0) throw new TypeError('a bug');
          return fine;
        },
      }),
    },
  ],
  [
    'voice fails',
    { scene: fakeScene({ replies: () => fine }), speech: (_, index) => (index === 0 ? { end: 'fail' } : {}) },
  ],
  [
    'voice fails midway',
    {
      scene: fakeScene({ replies: () => fine }),
      speech: (_, index) => (index === 0 ? { end: 'fail', endAfterMs: 300 } : {}),
    },
  ],
  [
    'voice hangs',
    { scene: fakeScene({ replies: () => fine }), speech: (_, index) => (index === 0 ? { end: 'hang' } : {}) },
  ],
  [
    'recogniser crashes',
    { scene: fakeScene({ replies: () => fine }), utterances: [{ fault: 'crash' }, { text: 'again' }] },
  ],
  [
    'recogniser is down',
    { scene: fakeScene({ replies: () => fine }), utterances: [{ fault: 'crash-at-once' }, { text: 'again' }] },
  ],
  [
    'recogniser ends without a result',
    { scene: fakeScene({ replies: () => fine }), utterances: [{ fault: 'no-final' }, { text: 'again' }] },
  ],
];

test.each(troubles)('[T41] [T42] %s: the turn fails in spoken words, the next one works', async (_, options) => {
  await using room = new Room({ utterances: [{ text: 'first' }, { text: 'again' }], ...options });
  await room.talk(600);
  await room.rest(30_000);
  const [failed] = room.of('turn-end');
  expect(failed).toMatchObject({ outcome: 'failed', error: { message: expect.any(String) } });
  expect(room.of('reply-text').at(-1)?.text.trim()).toBe(apologyIn('en'));
  expect(room.of('reply-audio').length).toBeGreaterThan(0);
  await room.talk(600);
  await room.rest(12_000);
  expect(room.of('turn-end').map((end) => end.outcome)).toEqual(['failed', 'spoken']);
  expect(room.of('turn-end')[1]?.heardText).toBe('All is well again.');
});

test('[T41] with no voice left the turn still ends, and says why', async () => {
  await using room = new Room({ utterances: [{ text: 'first' }], speech: { end: 'fail' } });
  await room.talk(600);
  await room.rest(30_000);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'failed', heardText: '' }]);
  expect(room.of('reply-text').length).toBeGreaterThan(0);
});

test('[T43] what a provider yields after the abort is not heard', async () => {
  await using room = new Room({
    utterances: [{ text: 'first', fault: 'ignores-abort', finalLagMs: 2_000 }, { text: 'second' }],
    conversation: { settings: { silenceMs: 200 } },
  });
  await room.talk(500);
  await room.rest(300);
  room.conversation.clear();
  await room.rest(5_000);
  expect(room.of('heard')).toHaveLength(0);
  await room.talk(500);
  await room.rest(8_000);
  expect(room.of('heard').map((heard) => heard.text)).toEqual(['second']);
});

test.each(['scene', 'voice'])('[T43] a %s that goes on after the abort is not heard', async (who) => {
  const stubborn = async function* (): AsyncGenerator<ReplyPart> {
    for (let i = 0; i < 40; i += 1) {
      yield { kind: 'text', text: 'I do not stop. ' };
      await room.clock.sleep(200, new AbortController().signal);
    }
  };
  const room: Room = new Room({
    scene: fakeScene({ replies: (_, index) => (index > 0 ? fine : who === 'scene' ? stubborn() : [...fine, ...fine]) }),
  });
  const { speak } = room.voice;
  if (who === 'voice') room.voice.speak = (request) => speak(request, new AbortController().signal);
  const turn = room.conversation.type('go');
  room.conversation.respond();
  while (room.of('reply-audio').length === 0) await room.clock.advance(10);
  room.conversation.command('repeat');
  const at = room.events.findLastIndex(({ event }) => event.kind === 'turn-end');
  await room.clock.advance(15_000);
  const late = room.events.slice(at + 1).map(({ event }) => event);
  expect(late.filter((event) => 'turn' in event && event.turn.id === turn.id).map((event) => event.kind)).toEqual([
    'metrics',
  ]);
  expect(room.of('turn-end').at(-1)).toMatchObject({ outcome: 'spoken', heardText: 'All is well again.' });
  await room[Symbol.asyncDispose]();
});

test('[T45] after the close nothing is pending and nothing is said', async () => {
  for (const waitMs of [0, 100, 500, 700, 900, 1_300, 2_000]) {
    const room = new Room({ utterances: [{ text: 'hello' }] });
    await room.talk(400);
    await room.rest(waitMs);
    await room[Symbol.asyncDispose]();
    const said = room.events.length;
    room.conversation.hear(new Int16Array(320));
    expect(room.conversation.respond()).toBeUndefined();
    await room.clock.advance(60_000);
    expect(room.events).toHaveLength(said);
    expect(room.conversation.pending).toEqual([]);
    expect(room.clock.timers).toBe(0);
    expect(room.voice.active).toBe(0);
    expect(room.recogniser.pending).toBe(0);
    expect(room.activity.openStreams).toBe(0);
  }
});

test('[T45] between turns nothing is left of them, however many there were', async () => {
  const listening = { phrases: [{ id: 'tea', text: 'a tea' }] };
  const utterances = Array.from({ length: 200 }, () => ({ text: 'a tea' }));
  await using room = new Room({ phrases: true, scene: fakeScene({ replies: () => fine, listening }), utterances });
  await room.rest(100);
  const { pending } = room.conversation;
  for (let turn = 1; turn <= 20; turn += 1) {
    for (let pause = 0; pause < 3; pause += 1) {
      await room.talk(200);
      await room.rest(120);
    }
    await room.rest(4_000);
    expect(room.of('turn-end')).toHaveLength(turn);
    expect(room.conversation.pending).toEqual(pending);
    expect([room.clock.timers, room.voice.active, room.recogniser.pending]).toEqual([0, 0, 0]);
  }
});

test.each([
  [{ timing: { minSpeechMs: 0 } }, /minSpeechMs/],
  [{ timing: { meantMs: 0 } }, /meantMs/],
  [{ timing: { duckMs: Number.NaN } }, /duckMs/],
  [{ timing: { meantMs: 100, duckMs: 200 } }, /duckMs/],
  [{ settings: { silenceMs: 0 } }, /silence/],
  [{ settings: { silenceMs: 19 } }, /silence/],
  [{ settings: { prerollMs: -1 } }, /pre-roll/],
  [{ settings: { speed: 0 } }, /speed/],
])('[T46] %j would mute the tutor and is refused', (conversation, message) => {
  expect(() => new Room({ conversation })).toThrow(message);
});

test('[T46] a change of settings is refused alike, and leaves the old ones', async () => {
  await using room = new Room();
  expect(() => room.conversation.configure({ silenceMs: 1 })).toThrow(/silence/);
  room.conversation.configure({ silenceMs: 400 });
});

test('[T26] [T41] a sentence that never sounded was not heard, whatever is said instead', async () => {
  await using room = new Room({
    scene: fakeScene({ replies: () => fine }),
    speech: (_, index) => (index === 0 ? { end: 'fail' } : {}),
    utterances: [{ text: 'first' }],
  });
  await room.talk(600);
  await room.rest(12_000);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'failed', heardText: '' }]);
});

test('[T41] a scene stays where it is when its answer never sounded', async () => {
  await using room = new Room({
    scene: fakeScene({ replies: () => fine }),
    speech: (_, index) => (index === 0 ? { end: 'fail' } : {}),
    utterances: [{ text: 'first' }, { text: 'first' }],
  });
  await room.talk(600);
  await room.rest(12_000);
  expect(room.scene.commits).toBe(0);
  await room.talk(600);
  await room.rest(12_000);
  expect(room.scene.commits).toBe(1);
});

test.each(['scene', 'voice', 'voice activity'])(
  '[T41] a %s that gives up by an abort of its own has failed',
  async (who) => {
    const own = Object.assign(new Error('the provider gave up'), { name: 'AbortError' });
    const gaveUp = (): AsyncIterable<never> => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(own) }),
    });
    const room: Room = new Room({
      scene: fakeScene({ replies: (_, index) => (who === 'scene' && index === 0 ? gaveUp() : fine) }),
      utterances: [{ text: 'first' }, { text: 'again' }],
      deps: {},
    });
    let broken = who === 'voice' || who === 'voice activity';
    if (who === 'voice') {
      const { speak } = room.voice;
      room.voice.speak = (...asked) => {
        if (!broken) return speak(...asked);
        broken = false;
        return gaveUp();
      };
    } else if (who === 'voice activity') {
      const open = room.activity.open.bind(room.activity);
      room.activity.open = async (...asked) => {
        if (!broken) return open(...asked);
        broken = false;
        throw own;
      };
      room.activity.crash();
    }
    await room.rest(2_000);
    await room.talk(600);
    await room.rest(20_000);
    expect(room.of('turn-end').map((end) => end.outcome)).toEqual([who === 'voice activity' ? 'spoken' : 'failed']);
    await room[Symbol.asyncDispose]();
  },
);

test('[T41] what fails on a timer fails its turn alone', async () => {
  await using room = new Room({
    scene: fakeScene({
      replies: (_, index) => (index === 0 ? unsure(() => room) : fine),
    }),
    deps: {
      voiceFor: (language) => {
        if (language === 'xx') throw new RangeError('no voice for xx');
        return 'fake-en';
      },
    },
  });
  for (const line of ['one', 'two']) {
    room.conversation.type(line);
    room.conversation.respond();
    await room.clock.advance(12_000);
  }
  expect(room.of('turn-end').map((end) => end.outcome)).toEqual(['failed', 'spoken']);
});

async function* unsure(room: () => Room): AsyncGenerator<ReplyPart> {
  yield { kind: 'text', text: 'It costs 3.', language: 'xx' };
  await room().clock.sleep(5_000, new AbortController().signal);
}

test('[T40] the check of a turn that was taken back is dropped, the whole is checked once', async () => {
  const finding = { start: 0, end: 1, kind: 'SPELL', rule: 'x', message: 'm', suggestions: [] };
  const asked: string[] = [];
  const room: Room = new Room({
    speech: { firstMs: 900 },
    utterances: [{ text: 'I would like' }, { text: 'I would like a tea please' }],
    deps: {
      check: async ({ text }, signal) => {
        asked.push(text);
        await room.clock.sleep(4_000, signal);
        return [finding];
      },
    },
  });
  await room.talk(600);
  await room.rest(1_100);
  await room.talk(600);
  await room.rest(15_000);
  expect(asked).toEqual(['I would like', 'I would like a tea please']);
  expect(room.of('correction').map((one) => one.text)).toEqual(['I would like a tea please']);
  await room[Symbol.asyncDispose]();
});

test('[T42] a check that hangs is told to stop', async () => {
  let told = 0;
  await using room = new Room({
    deps: {
      check: (_, signal) => {
        signal.addEventListener('abort', () => (told += 1));
        return new Promise(() => undefined);
      },
    },
  });
  room.conversation.type('one');
  await room.clock.advance(21_000);
  expect(told).toBe(1);
});

test('[T45] a typed line after the close asks nobody anything', async () => {
  let checks = 0;
  const room = new Room({
    deps: {
      check: async () => {
        checks += 1;
        return [];
      },
    },
  });
  await room[Symbol.asyncDispose]();
  room.conversation.type('late');
  room.conversation.clear();
  expect(room.conversation.commit()).toBeUndefined();
  expect([checks, room.conversation.history().length]).toEqual([0, 0]);
});

test('[T44] nothing follows the news that the conversation is broken', async () => {
  let asked = 0;
  const scene = fakeScene({ replies: () => fine });
  const { listen } = scene;
  scene.listen = () => {
    asked += 1;
    if (asked > 1) throw new TypeError('a bug');
    return listen();
  };
  await using room = new Room({ scene, utterances: [{ text: 'first' }] });
  await room.talk(600);
  await room.rest(8_000);
  expect(room.of('broken')).toHaveLength(1);
  expect(room.kinds().at(-1)).toBe('broken');
  expect(room.of('turn-end')).toHaveLength(room.of('reply-start').length);
  expect(room.conversation.pending).toEqual([]);
});

test('[T34] an apology that was cut off is not said again', async () => {
  const scene = fakeScene({
    replies: (heard) => (heard.text === 'first' ? midway() : [{ kind: 'text', text: 'It means so.' }]),
    thenResume: () => true,
  });
  await using room = new Room({ scene, utterances: [{ text: 'first' }] });
  await room.talk(600);
  while (!room.of('reply-text').some((event) => event.text.includes(apologyIn('en')))) await room.rest(20);
  await room.rest(200);
  room.conversation.command('meaning');
  await room.rest(8_000);
  expect(
    room
      .of('turn-end')
      .map((end) => end.heardText)
      .at(-1),
  ).toBe('It means so.');
});

test('[T44] a scene that dribbles words and never a sentence is given up in time', async () => {
  const scene = fakeScene({ replies: (_, __, signal) => dribble(signal) });
  const room: Room = new Room({ scene, utterances: [{ text: 'first' }] });
  async function* dribble(signal: AbortSignal): AsyncGenerator<ReplyPart> {
    for (;;) {
      yield { kind: 'text', text: 'and ' };
      await room.clock.sleep(8_000, signal);
    }
  }
  await room.talk(600);
  await room.rest(24_000);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'failed' }]);
  await room[Symbol.asyncDispose]();
});
