import { Outage } from '../kit/errors.ts';
import type { FakeFault, FakeUtterance } from '../ports/speech-to-text/fake.ts';
import type { SpeechPart } from '../ports/text-to-speech/port.ts';
import type { ConversationSettings } from './conversation-api.ts';
import type { ConversationEvent } from './events.ts';
import { fakeScene, Room } from './fake.ts';
import type { Heard, ReplyPart } from './scene.ts';

/** A small seeded generator (mulberry32): the same seed makes the same room. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    unit,
    below: (n) => Math.floor(unit() * n),
    between: (low, high) => low + unit() * (high - low),
    chance: (p) => unit() < p,
    pick: (items) => items[Math.floor(unit() * items.length)] as (typeof items)[number],
  };
}

export interface Random {
  unit(): number;
  below(n: number): number;
  between(low: number, high: number): number;
  chance(p: number): boolean;
  pick<T>(items: readonly T[]): T;
}

const PHRASES = ['a coffee please', 'a tea', 'a tea with milk', 'no thank you', 'yes', 'I would like to pay and'];
const BACK = ['mhm', 'yeah', 'okay'];
const TEXTS = [
  'Good.',
  'That is right. What else would you like?',
  'Sorry? I did not hear that. Please say it again, slowly. Thank you.',
  '**Fine**, e.g. a cake. 🎉 It costs 3.50 zł.',
];
const FAULTS: readonly FakeFault[] = [
  'hang',
  'crash',
  'crash-at-once',
  'no-final',
  'twice',
  'late-partial',
  'ignores-abort',
];

function utterance(random: Random): FakeUtterance {
  const known = random.chance(0.75);
  const text = known ? random.pick(random.chance(0.2) ? BACK : PHRASES) : '';
  const verdict = known ? (random.chance(0.15) ? 'unsure' : 'heard') : 'unknown';
  return {
    text,
    verdict,
    finalLagMs: random.chance(0.1) ? random.between(500, 4_000) : random.between(0, 200),
    partials: random.chance(0.5) ? [{ atAudioMs: random.between(300, 900), text: text || 'mm' }] : [],
    ...(random.chance(0.1) ? { finalAtAudioMs: random.between(200, 900), endOfTurn: random.chance(0.5) } : {}),
    ...(random.chance(0.1) ? { fault: random.pick(FAULTS) } : {}),
  };
}

async function* replyParts(room: () => Room, random: Random, signal: AbortSignal): AsyncGenerator<ReplyPart> {
  const fault = random.chance(0.1) ? random.pick(['throw', 'hang', 'late', 'abort'] as const) : 'none';
  const { clock } = room();
  if (random.chance(0.7)) await clock.sleep(random.between(0, 300), signal);
  for (const piece of random.pick(TEXTS).match(/.{1,7}/gs) ?? []) {
    yield { kind: 'text', text: piece };
    if (random.chance(0.3)) await clock.sleep(random.between(0, 80), signal);
    if (random.chance(0.05)) yield { kind: 'effect', name: 'progress', data: {} };
    if (fault === 'throw' && random.chance(0.2))
      throw new Outage({ port: 'language-model', provider: 'fake', retryable: true }, 'down');
    if (fault === 'abort' && random.chance(0.2))
      throw Object.assign(new Error('a provider that gave up by itself'), { name: 'AbortError' });
    if (fault === 'hang' && random.chance(0.2)) await new Promise(() => undefined);
    if (fault === 'late' && random.chance(0.2)) await clock.sleep(9_000, signal);
  }
}

/** What was unusual about a room, where an observer must know it. */
export interface RandomRoom {
  room: Room;
  /** The scene was made to throw where nothing can be saved: the conversation may end as broken. */
  mayBreak: boolean;
  /** The voice's word times are nonsense. */
  garbledWords: boolean;
  /** Settings stayed as they were, so each detected turn is answered. */
  answersAll: boolean;
  byHand: boolean;
  /** A recogniser was made to go on after the abort. */
  stubborn: boolean;
}

/** A voice whose word times, and now and then its sound, are nonsense. */
function garbled(room: Room, random: Random): void {
  const { speak } = room.voice;
  const time = (): number => random.pick([Number.NaN, -5, 1e12, 0, random.between(0, 3_000)]);
  room.voice.speak = async function* (request, signal): AsyncGenerator<SpeechPart> {
    for await (const part of speak(request, signal)) {
      if (part.kind === 'audio') {
        yield random.chance(0.01) ? ({ kind: 'audio', samples: 'noise' } as unknown as SpeechPart) : part;
        continue;
      }
      const words = part.words.map((word) => ({ ...word, startMs: time(), endMs: time(), textEnd: random.below(200) }));
      yield { kind: 'words', words };
    }
  };
}

/** A room whose learner, providers and client do what `seed` says, for about ten seconds and until all is quiet. */
export async function randomRoom(seed: number): Promise<RandomRoom> {
  const random = seeded(seed);
  const scripted = Array.from({ length: 40 }, () => utterance(random));
  const commands = [{ id: 'cmd-why', text: 'what does it mean' }];
  const listening = {
    phrases: PHRASES.map((text, i) => ({ id: `p${i}`, text })),
    commands,
    level: random.pick(['A1', 'B1']),
  };
  const mayBreak = random.chance(0.02);
  const garbledWords = random.chance(0.05);
  const byHand = random.chance(0.15);
  const changes = random.chance(0.2);
  const answersBack = random.chance(0.15);
  const reports = random.chance(0.3);
  const stubborn = scripted.some(({ fault }) => fault === 'ignores-abort');
  const replyToTurns = random.chance(0.95);
  const replies = (_: Heard, __: number, signal: AbortSignal) => replyParts(() => room, random, signal);
  const scene = fakeScene({
    replies,
    listening,
    thenResume: () => random.chance(0.3),
    opening: [{ kind: 'text', text: 'Welcome. What can I get you?' }],
  });
  if (mayBreak) {
    let asked = 0;
    scene.listen = () => {
      asked += 1;
      if (asked > 1 && random.chance(0.2)) throw new TypeError('a bug of the scene');
      return { ...listening, language: 'en', question: 'open' };
    };
  }
  const emit = (event: ConversationEvent): void => {
    room.events.push({ at: room.clock.now(), event });
    if (answersBack && random.chance(0.04)) askBack(room, random);
  };
  const room: Room = new Room({
    scene,
    phrases: random.chance(0.5),
    utterances: scripted,
    activityDelayMs: random.chance(0.5) ? 0 : random.between(1, 60),
    speech: () => ({
      firstMs: random.chance(0.05) ? 4_000 : random.between(1, 250),
      everyMs: random.between(0, 120),
      chunkMs: random.between(20, 200),
      ...(random.chance(0.06)
        ? { end: random.pick(['hang', 'fail'] as const), endAfterMs: random.pick([0, 200]) }
        : {}),
    }),
    conversation: {
      settings: {
        clientDucks: random.chance(0.5),
        interruptible: random.chance(0.9),
        replyToTurns,
        detectTurns: !byHand,
        ...(random.chance(0.2) ? { silenceMs: random.between(100, 1_200) } : {}),
      },
    },
    deps: {
      emit,
      check: async (_, signal) => {
        await room.clock.sleep(random.between(0, 3_000), signal);
        return random.chance(0.5)
          ? [{ start: 0, end: 1, kind: 'SPELL', rule: 'r', message: 'm', suggestions: [] }]
          : [];
      },
    },
  });
  if (garbledWords) garbled(room, random);
  if (random.chance(0.7)) room.conversation.open();
  const end = room.clock.now() + random.between(4_000, 12_000);
  while (room.clock.now() < end) {
    if (byHand && random.chance(0.3)) handle(room, random);
    if (reports && random.chance(0.4)) report(room, random);
    if (changes && random.chance(0.1)) change(room, random);
    await act(room, random);
  }
  await settle(room);
  const answersAll = !changes && !answersBack && !byHand && replyToTurns;
  return { room, mayBreak, garbledWords, answersAll, byHand: byHand && !changes, stubborn };
}

function latestReply(room: Room): string {
  return room.of('reply-start').at(-1)?.turn.id ?? 'none';
}

/** A client that sets the bounds of the turns itself. */
function handle(room: Room, random: Random): void {
  for (let i = random.chance(0.1) ? 6 : 1; i > 0; i -= 1) {
    room.conversation.hear(new Int16Array(random.below(3) * 320));
    room.conversation.commit();
  }
  if (random.chance(0.8)) room.conversation.respond();
}

function report(room: Room, random: Random): void {
  const id = latestReply(room);
  room.reported.add(id);
  room.conversation.played(id, random.pick([0, Number.NaN, Number.POSITIVE_INFINITY, -1, random.between(0, 6_000)]));
}

function change(room: Room, random: Random): void {
  const some: readonly Partial<ConversationSettings>[] = [
    { clientDucks: random.chance(0.5) },
    { voiced: random.chance(0.5) },
    { interruptible: random.chance(0.5) },
    { detectTurns: random.chance(0.5) },
    { replyToTurns: random.chance(0.5) },
    { silenceMs: random.between(100, 900) },
    { speed: random.between(0.5, 2), prerollMs: random.between(0, 1_000) },
  ];
  room.conversation.configure(random.pick(some));
}

/** A client that acts while it is being told of something. */
function askBack(room: Room, random: Random): void {
  const { conversation } = room;
  const action = random.below(7);
  if (action === 0) conversation.command('repeat');
  else if (action === 1) conversation.cancel();
  else if (action === 2) conversation.respond();
  else if (action === 3) conversation.clear();
  else if (action === 4) conversation.commit();
  else if (action === 5) {
    conversation.type('at once');
    conversation.respond();
  } else {
    const id = latestReply(room);
    room.reported.add(id);
    conversation.truncate(id, random.between(0, 3_000));
  }
}

async function act(room: Room, random: Random): Promise<void> {
  const { conversation } = room;
  const latest = latestReply(room);
  const action = random.below(20);
  if (action < 8) return room.talk(random.pick([40, 120, 300, 600, 1_000]));
  if (action < 15) return room.rest(random.pick([60, 200, 500, 900, 1_500]));
  if (action === 15) {
    conversation.type('typed words');
    conversation.respond(random.chance(0.2) ? { voiced: false } : {});
  } else if (action === 16) conversation.command('repeat');
  else if (action === 17) conversation.cancel(random.chance(0.5) ? latest : undefined);
  else if (action === 18) {
    room.reported.add(latest);
    conversation.truncate(latest, random.between(-100, 5_000));
  } else if (random.chance(0.3)) room.activity.crash();
  else conversation.clear();
}

/** Silence until every deadline of the engine has passed. */
async function settle(room: Room): Promise<void> {
  await room.rest(3_000);
  for (let i = 0; i < 30; i += 1) {
    room.conversation.hear(new Int16Array(320));
    await room.clock.advance(3_000);
  }
}
