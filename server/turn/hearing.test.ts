import { expect, test } from 'vitest';
import type { ActivityStream, VoiceActivity } from '../ports/voice-activity/port.ts';
import { DEFAULT_PATIENCE_MS } from './endpointing.ts';
import { fakeScene, Room } from './fake.ts';
import type { ReplyPart } from './scene.ts';

const phrases = [
  { id: 'coffee', text: 'a coffee please' },
  { id: 'tea', text: 'a tea' },
  { id: 'tea-milk', text: 'a tea with milk' },
];
const expecting = (extra = {}) => fakeScene({ listening: { phrases, level: 'B1', ...extra } });

/** Silence between the end of speech and the end of the turn, in ms. */
function patience(room: Room): number {
  const ends = room.events.filter(({ event }) => event.kind === 'speech-end').map(({ at }) => at);
  const starts = room.events.filter(({ event }) => event.kind === 'metrics');
  const record = starts[0]?.event.kind === 'metrics' ? starts[0].event.record : undefined;
  return (ends[0] as number) - (record?.speech_end as number);
}

test('[T2] the recogniser gets the sound from before speech was noticed', async () => {
  await using room = new Room({ utterances: [{ text: 'hello' }] });
  await room.rest(1_000);
  await room.talk(400);
  await room.rest(3_000);
  expect(room.recogniser.audioMs[0]).toBeGreaterThanOrEqual(300 + 400);
});

test('[T3] a pause shorter than the patience is inside one utterance', async () => {
  await using room = new Room({ utterances: [{ text: 'I would like a coffee' }] });
  await room.talk(600);
  await room.rest(DEFAULT_PATIENCE_MS - 100);
  await room.talk(600);
  await room.rest(12_000);
  expect(room.of('committed')).toHaveLength(1);
  expect(room.of('turn-end')).toHaveLength(1);
});

test('[T3] the default patience ends the turn', async () => {
  await using room = new Room({ scene: expecting(), utterances: [{ text: 'something else' }] });
  await room.talk(600);
  await room.rest(12_000);
  expect(patience(room)).toBeGreaterThanOrEqual(DEFAULT_PATIENCE_MS);
  expect(patience(room)).toBeLessThanOrEqual(DEFAULT_PATIENCE_MS + 40);
});

test('[T4] a complete expected answer ends the turn after 200 ms', async () => {
  await using room = new Room({ phrases: true, scene: expecting(), utterances: [{ text: 'a coffee please' }] });
  await room.talk(900);
  await room.rest(12_000);
  expect(room.of('endpoint').at(-1)).toMatchObject({ patienceMs: 200, why: 'complete' });
  expect(patience(room)).toBeLessThanOrEqual(260);
});

test('[T5] an answer that another one goes on from waits', async () => {
  await using room = new Room({ phrases: true, scene: expecting(), utterances: [{ text: 'a tea' }] });
  await room.talk(900);
  await room.rest(12_000);
  expect(patience(room)).toBeGreaterThanOrEqual(DEFAULT_PATIENCE_MS);
});

test('[T6] a hanging conjunction waits longer', async () => {
  await using room = new Room({
    utterances: [{ text: 'a coffee and', partials: [{ atAudioMs: 400, text: 'a coffee and' }] }],
  });
  await room.talk(900);
  await room.rest(12_000);
  expect(patience(room)).toBeGreaterThanOrEqual(1_500);
});

test('[T7] the client’s own silence wins', async () => {
  await using room = new Room({
    scene: expecting(),
    conversation: { settings: { silenceMs: 500 } },
    utterances: [{ text: 'a coffee and', partials: [{ atAudioMs: 400, text: 'a coffee and' }] }],
  });
  await room.talk(900);
  await room.rest(12_000);
  expect(patience(room)).toBeGreaterThanOrEqual(500);
  expect(patience(room)).toBeLessThanOrEqual(540);
});

test('[T7] it also wins over a complete answer', async () => {
  await using room = new Room({
    phrases: true,
    scene: expecting(),
    conversation: { settings: { silenceMs: 500 } },
    utterances: [{ text: 'a coffee please' }],
  });
  await room.talk(900);
  await room.rest(12_000);
  expect(patience(room)).toBeGreaterThanOrEqual(500);
});

test('[T8] a learner who pauses long is given longer', async () => {
  const room = new Room({ utterances: [{ text: 'one' }, { text: 'two' }] });
  await room.talk(400);
  for (let i = 0; i < 6; i += 1) {
    await room.rest(780);
    await room.talk(400);
  }
  await room.rest(3_000);
  expect(room.of('endpoint').at(-1)?.patienceMs).toBeGreaterThan(DEFAULT_PATIENCE_MS);
  expect(room.conversation.snapshot().pauseMs).toBeGreaterThan(700);
  await room[Symbol.asyncDispose]();
});

test('[T9] an early result counts no more when the learner goes on', async () => {
  await using room = new Room({
    phrases: true,
    scene: expecting(),
    utterances: [{ text: 'a tea' }, { text: 'a tea with milk' }],
  });
  await room.talk(500);
  await room.rest(400);
  await room.talk(500);
  await room.rest(12_000);
  expect(room.of('heard')).toHaveLength(1);
  expect(room.of('heard')[0]).toMatchObject({ text: 'a tea with milk', phraseId: 'tea-milk', turn: { revision: 1 } });
  expect(room.recogniser.audioMs[1]).toBeGreaterThanOrEqual(1_400);
});

test('[T10] a prepared reply is held until the turn is certain', async () => {
  await using room = new Room({ phrases: true, scene: expecting(), utterances: [{ text: 'a tea' }] });
  await room.talk(500);
  await room.rest(600);
  expect(room.scene.heard).toHaveLength(1);
  expect(room.scene.heard[0]?.tentative).toBe(true);
  expect(room.voice.requests.length).toBeGreaterThan(0);
  expect(room.of('reply-audio')).toHaveLength(0);
  expect(room.scene.commits).toBe(0);
  await room.rest(6_000);
  expect(room.scene.heard).toHaveLength(1);
  expect(room.scene.commits).toBe(1);
  expect(room.of('metrics')[0]?.record.prepared).toBe(true);
  expect(room.of('turn-end')[0]?.outcome).toBe('spoken');
});

test('[T10] a prepared reply is thrown away when the learner goes on', async () => {
  await using room = new Room({
    phrases: true,
    scene: expecting(),
    utterances: [{ text: 'a tea' }, { text: 'a tea with milk' }],
  });
  await room.talk(500);
  await room.rest(600);
  await room.talk(500);
  await room.rest(12_000);
  expect(room.scene.heard.map((heard) => heard.text)).toEqual(['a tea', 'a tea with milk']);
  expect(room.scene.commits).toBe(1);
  expect(room.of('reply-start')).toHaveLength(1);
});

test.each([50, 600])(
  '[T10] a reply prepared on a partial text gives way to what was really said, %d ms later',
  async (finalLagMs) => {
    const partials = [{ atAudioMs: 300, text: 'a coffee please' }];
    await using room = new Room({
      phrases: true,
      scene: expecting(),
      utterances: [{ text: 'a tea with milk', partials, finalLagMs }],
    });
    await room.talk(500);
    await room.rest(12_000);
    expect(room.scene.heard.map((heard) => heard.text)).toContain('a coffee please');
    expect(room.of('turn-end')[0]?.heardText).toContain('You said a tea with milk.');
    expect(room.scene.commits).toBe(1);
  },
);

test('[T11] a learner who goes on before any sound takes the turn back', async () => {
  await using room = new Room({
    speech: { firstMs: 900 },
    utterances: [{ text: 'I would like' }, { text: 'I would like a tea please' }],
  });
  await room.talk(600);
  await room.rest(1_100);
  expect(room.of('committed')).toHaveLength(1);
  await room.talk(600);
  await room.rest(12_000);
  expect(room.of('continued')).toHaveLength(1);
  expect(room.of('turn-end').map((end) => end.outcome)).toEqual(['skipped', 'spoken']);
  expect(room.scene.commits).toBe(1);
  expect(room.recogniser.audioMs[1]).toBeGreaterThanOrEqual(600 + 1_100 + 600);
  expect(
    room.conversation
      .history()
      .filter((item) => item.who === 'learner')
      .map((item) => item.text),
  ).toEqual(['I would like a tea please']);
});

test('[T12] noise is answered by nothing', async () => {
  await using room = new Room({ utterances: [{ text: '', verdict: 'unknown' }] });
  await room.talk(160);
  await room.rest(3_000);
  await room.talk(20);
  await room.rest(3_000);
  expect(room.of('speech-dropped')).toMatchObject([{ why: 'noise' }]);
  expect(room.of('committed')).toHaveLength(0);
  expect(room.scene.heard).toHaveLength(0);
});

test.each([
  ['late', { text: 'hello', finalLagMs: 1_500 }, 'hello'],
  ['duplicate', { text: 'hello', fault: 'twice' as const }, 'hello'],
  ['late partial', { text: 'hello', fault: 'late-partial' as const }, 'hello'],
  ['before the end of speech', { text: 'hello', finalAtAudioMs: 300, endOfTurn: true }, 'hello'],
  ['missing', { fault: 'hang' as const }, ''],
])('[T13] one reply to a %s final', async (_, utterance, text) => {
  await using room = new Room({ utterances: [utterance] });
  await room.talk(600);
  await room.rest(20_000);
  expect(room.of('heard').map((heard) => heard.text)).toEqual([text]);
  expect(room.of('turn-end').map((end) => end.outcome)).toEqual(['spoken']);
});

test('[T14] a microphone that falls dumb ends the turn', async () => {
  await using room = new Room({ utterances: [{ text: 'hello' }] });
  await room.talk(600);
  await room.clock.advance(20_000);
  expect(room.of('turn-end').map((end) => end.outcome)).toEqual(['spoken']);
});

test('[T48] voice activity that fails is opened again', async () => {
  await using room = new Room({ utterances: [{ text: 'hello' }] });
  await room.rest(200);
  room.activity.crash();
  await room.rest(500);
  await room.talk(600);
  await room.rest(10_000);
  expect(room.of('turn-end').map((end) => end.outcome)).toEqual(['spoken']);
});

test('[T14] what was said before the microphone fell dumb is answered once', async () => {
  await using room = new Room({ utterances: [{ text: 'hello' }, { text: 'hello' }] });
  await room.talk(600);
  await room.clock.advance(30_000);
  expect(room.of('heard')).toHaveLength(1);
  expect(room.recogniser.opened).toHaveLength(1);
});

test('[T11] a noise before the answer to a typed line takes nothing back', async () => {
  await using room = new Room({ speech: { firstMs: 900 }, utterances: [{ text: '', verdict: 'unknown' }] });
  room.conversation.type('hello');
  room.conversation.respond();
  await room.talk(120);
  await room.rest(12_000);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'spoken' }]);
});

test('[T11] a written answer counts as heard with its first words', async () => {
  const parts = async function* (room: () => Room): AsyncGenerator<ReplyPart> {
    yield { kind: 'text', text: 'It is written. ' };
    await room().clock.sleep(2_000, new AbortController().signal);
    yield { kind: 'text', text: 'All of it.' };
  };
  const scene = fakeScene({ replies: () => parts(() => room) });
  const room: Room = new Room({
    scene,
    conversation: { settings: { voiced: false } },
    utterances: [{ text: 'hello' }, { text: '', verdict: 'unknown' }],
  });
  await room.talk(500);
  while (room.of('reply-text').length === 0) await room.rest(20);
  await room.talk(120);
  await room.rest(10_000);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'spoken', heardText: 'It is written. All of it.' }]);
  await room[Symbol.asyncDispose]();
});

test('[T11] a turn that was only asked for is not taken back', async () => {
  await using room = new Room({
    speech: { firstMs: 900 },
    conversation: { settings: { replyToTurns: false } },
    utterances: [{ text: 'hello' }, { text: '', verdict: 'unknown' }],
  });
  await room.talk(500);
  await room.rest(1_500);
  room.conversation.respond();
  await room.talk(120);
  await room.rest(12_000);
  expect(room.of('turn-end')).toMatchObject([{ outcome: 'spoken' }]);
  expect(room.conversation.history().map((item) => item.text)).toContain('hello');
});

test('[T13] a recogniser that failed in a pause is asked again when the learner goes on', async () => {
  await using room = new Room({
    phrases: true,
    scene: expecting(),
    utterances: [{ fault: 'crash' }, { text: 'a tea with milk', finalLagMs: 1_500 }],
  });
  await room.talk(500);
  await room.rest(400);
  await room.talk(500);
  await room.rest(12_000);
  expect(room.of('heard').map((heard) => heard.text)).toEqual(['a tea with milk']);
  expect(room.of('turn-end').map((end) => end.outcome)).toEqual(['spoken']);
});

test('[T13] a result that came unasked in mid-speech does not stand for what followed', async () => {
  await using room = new Room({
    utterances: [{ text: 'I would', finalAtAudioMs: 500 }, { text: 'I would like to pay for the tea' }],
  });
  await room.talk(2_000);
  await room.rest(12_000);
  expect(room.of('heard').map((heard) => heard.text)).toEqual(['I would like to pay for the tea']);
  expect(room.recogniser.audioMs[1]).toBeGreaterThanOrEqual(2_000);
});

test('[T48] after voice activity came back, the first consonant is still there', async () => {
  await using room = new Room({ utterances: [{ text: 'hello' }] });
  await room.rest(200);
  room.activity.crash();
  await room.rest(1_000);
  await room.talk(600);
  await room.rest(10_000);
  expect(room.recogniser.audioMs[0]).toBeGreaterThanOrEqual(300 + 600);
  expect(room.of('speech-start')[0]?.atMs).toBeLessThanOrEqual(1_200 - 280);
});

test.each(['does not open', 'says nothing more'])('[T48] voice activity that %s is opened again', async (how) => {
  const activity = new FlakyActivity(how === 'does not open' ? 'open' : 'judge');
  await using room = new Room({ deps: { activity }, utterances: [{ text: 'hello' }] });
  activity.inner = room.activity;
  await room.rest(30_000);
  await room.talk(600);
  await room.rest(10_000);
  expect(activity.opened).toBe(2);
  expect(room.of('turn-end').map((end) => end.outcome)).toEqual(['spoken']);
});

/** Hangs the first time it is opened, in opening or in judging. */
class FlakyActivity implements VoiceActivity {
  readonly provider = 'flaky';
  inner: VoiceActivity | undefined;
  opened = 0;
  readonly #hangs: 'open' | 'judge';

  constructor(hangs: 'open' | 'judge') {
    this.#hangs = hangs;
  }

  open(...asked: Parameters<VoiceActivity['open']>): Promise<ActivityStream> {
    this.opened += 1;
    if (this.opened > 1 && this.inner) return this.inner.open(...asked);
    return this.#hangs === 'open' ? new Promise(() => undefined) : Promise.resolve({ push: () => undefined });
  }

  async health() {
    return { ok: true, detail: 'flaky' };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.inner?.[Symbol.asyncDispose]();
  }
}

test('[T50] partial text tells how many of its words are those of an expected phrase', async () => {
  const partials = ['A', 'A tea', 'A tea with', 'A tea with lemon', 'No tea'].map((text, n) => ({
    atAudioMs: 400 + n * 200,
    text,
  }));
  await using room = new Room({ scene: expecting(), utterances: [{ text: 'a tea with lemon', partials }] });
  await room.talk(2_000);
  await room.rest(12_000);
  const told = room.of('partial').map(({ text, matched }) => [text, matched]);
  expect(told).toEqual([
    ['A', 1],
    ['A tea', 2],
    ['A tea with', 3],
    ['A tea with lemon', 3],
    ['No tea', 0],
  ]);
});
