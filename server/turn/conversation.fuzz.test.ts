import { expect, test } from 'vitest';
import { VOICE_RATE } from '../ports/text-to-speech/port.ts';
import type { Room } from './fake.ts';
import { type RandomRoom, randomRoom } from './random-room.fake.ts';
import { defaultTiming } from './timing.ts';

const ROOMS = Number(process.env.FUZZ_ROOMS ?? 2_000);
const FIRST = Number(process.env.FUZZ_SEED ?? 1);

/** Everything that must hold of any conversation, whatever learner, client and providers did. Each finding names its rule. */
function violations({ room, mayBreak, garbledWords, answersAll, byHand }: RandomRoom): string[] {
  const found: string[] = [];
  const claim = (rule: string, holds: boolean, what: string): void => {
    if (!holds) found.push(`${rule}: ${what}`);
  };
  let broken = false;
  const understood = new Set<string>();
  const takenBack = new Set<string>();
  const open = new Map<string, number>();
  const ended = new Set<string>();
  const written = new Set<string>();
  const started = new Map<string, number>();
  const committed = new Map<string, number>();
  const text = new Map<string, string>();
  const corrected = new Set<string>();
  const answeredAt = new Map<string, number>();
  for (const { at, event } of room.events) {
    claim('T44', !broken, `${event.kind} after the news that all is broken`);
    if (event.kind === 'broken') {
      broken = true;
      claim('T44', mayBreak, `a bug ended the conversation: ${event.message}`);
    }
    if (!('turn' in event)) continue;
    const { id } = event.turn;
    if (ended.has(id))
      claim(
        'T44',
        event.kind === 'metrics' || event.kind === 'correction' || event.kind === 'continued',
        `${event.kind} after the end of ${id}`,
      );
    switch (event.kind) {
      case 'committed':
        claim('T13', !committed.has(id), `${id} committed twice`);
        committed.set(id, at);
        break;
      case 'reply-start':
        claim('T49', open.size === 0, `${id} starts while ${[...open.keys()]} runs`);
        claim('T13', !started.has(id), `${id} answered twice`);
        claim(
          'T10',
          event.origin === 'opening' || event.origin === 'asked' || committed.has(id),
          `${id} answered before it was committed`,
        );
        started.set(id, at);
        if (!event.voiced) written.add(id);
        open.set(id, at);
        break;
      case 'reply-audio':
        claim('T10', open.has(id), `sound of ${id}, which does not run`);
        claim('T44', event.samples.length > 0, 'empty sound');
        if (!answeredAt.has(id)) answeredAt.set(id, at);
        break;
      case 'reply-text':
        text.set(id, (text.get(id) ?? '') + event.text);
        if (written.has(id) && !answeredAt.has(id)) answeredAt.set(id, at);
        break;
      case 'turn-end':
        claim('T44', open.has(id), `${id} ends without having begun`);
        claim(
          'T26',
          (text.get(id) ?? '').startsWith(event.heardText),
          `heard "${event.heardText}" of "${text.get(id)}"`,
        );
        claim('T41', event.outcome !== 'failed' || event.error !== undefined, `${id} failed and does not say why`);
        open.delete(id);
        ended.add(id);
        if (!answeredAt.has(id)) answeredAt.set(id, at);
        break;
      case 'correction':
        claim('T40', !corrected.has(id), `${id} corrected twice`);
        claim('T40', committed.has(id), `${id} corrected, never said`);
        corrected.add(id);
        break;
      case 'heard':
        claim('T13', !understood.has(id), `${id} understood twice`);
        understood.add(id);
        break;
      case 'continued':
        takenBack.add(id);
        ended.add(id);
        break;
      default:
        break;
    }
  }
  claim('T44', open.size === 0, `${[...open.keys()]} never ended`);
  const limit = defaultTiming.soundMs + defaultTiming.apologyMs + 1_000;
  for (const [id, at] of open.size === 0 ? started : []) {
    const answer = answeredAt.get(id);
    claim(
      'T44',
      answer !== undefined && answer - at <= limit,
      `${id} was silent for ${(answer ?? Number.POSITIVE_INFINITY) - at} ms`,
    );
  }
  claim(
    'T10',
    room.scene.commits <= started.size - takenBack.size,
    `the scene moved on ${room.scene.commits} times in ${started.size} replies, ${takenBack.size} of them taken back`,
  );
  if (answersAll && !broken)
    for (const { event } of room.events)
      if (event.kind === 'committed' && event.origin !== 'typed')
        claim('T44', started.has(event.turn.id), `${event.turn.id} was committed and never answered`);
  return [...found, ...(garbledWords ? [] : earViolations(room)), ...(byHand && !broken ? unheard(room) : [])];
}

/** Each turn by hand is told as heard, or fails when its answer is asked for. */
function unheard(room: Room): string[] {
  const told = new Set(room.of('heard').map(({ turn }) => turn.id));
  const answered = new Set(room.of('reply-start').map(({ turn }) => turn.id));
  return room
    .of('committed')
    .filter(({ turn, origin }) => origin === 'spoken' && !told.has(turn.id) && !answered.has(turn.id))
    .map(({ turn }) => `T15: ${turn.id} was committed and never understood`);
}

/** When all is quiet the floor is free, whatever happened: the tutor answers. */
async function silentForGood(room: Room): Promise<string[]> {
  const ends = room.of('turn-end').length;
  const turn = room.conversation.respond();
  // The slowest scripted voice gives a second of sound in six.
  await room.clock.advance(150_000);
  return turn && room.of('turn-end').length > ends ? [] : ['T44: the tutor is silent for good'];
}

/** An ear of its own, which plays what it gets as it gets it: history may be at most one word off (replies that were neither ducked nor reported). */
function earViolations(room: Room): string[] {
  const found: string[] = [];
  for (const { at, event } of room.events) {
    if (event.kind !== 'turn-end' || event.outcome !== 'interrupted') continue;
    const own = room.events.filter((one) => 'turn' in one.event && one.event.turn.id === event.turn.id);
    if (own.some((one) => one.event.kind === 'duck') || room.reported.has(event.turn.id)) continue;
    let end = 0;
    let missing = 0;
    for (const one of own) {
      if (one.event.kind !== 'reply-audio') continue;
      missing += Math.max(0, one.at - Math.max(end, own[0]?.at ?? 0));
      end = Math.max(end, one.at) + (one.event.samples.length * 1_000) / VOICE_RATE;
    }
    const first = own.find((one) => one.event.kind === 'reply-audio')?.at;
    if (first === undefined) continue;
    const gaps = missing - (first - (own[0]?.at ?? 0));
    const heardMs = Math.min(at, end) - first - Math.max(0, gaps);
    const words = own.flatMap((one) => (one.event.kind === 'caption' ? one.event.words : []));
    const ear = words.filter((word) => word.endMs <= heardMs).length;
    const told = event.heardText.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    if (Math.abs(ear - told) > 1)
      found.push(`T26: the ear got ${ear} words, history says ${told} ("${event.heardText}")`);
  }
  return found;
}

test(`[T13] [T26] [T40] [T44] [T45] [T49] ${ROOMS} random conversations keep every invariant`, async () => {
  const failures: string[] = [];
  for (let seed = FIRST; seed < FIRST + ROOMS && failures.length < 5; seed += 1) {
    const one = await randomRoom(seed);
    const { room } = one;
    const found = violations(one);
    if (room.of('broken').length === 0) found.push(...(await silentForGood(room)));
    failures.push(...found.map((what) => `seed ${seed}: ${what}`));
    await room[Symbol.asyncDispose]();
    // Providers that were scripted to ignore the abort may still sleep; what is the engine's own must be gone.
    if (room.conversation.pending.length > 0)
      failures.push(`seed ${seed}: T45: pending ${room.conversation.pending.join('; ')}`);
    if (!one.stubborn && room.clock.timers + room.voice.active + room.recogniser.pending > 0)
      failures.push(`seed ${seed}: T45: ${room.clock.timers} timers or a provider stream after the close`);
  }
  expect(failures).toEqual([]);
}, 600_000);
