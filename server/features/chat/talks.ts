import type { ChatMessage, ChatReply } from '../../../wire/chat.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { Scenes } from '../../feature.ts';
import { limited } from '../../kit/limit.ts';
import type { Heard, ReplyPart, Scene } from '../../turn/scene.ts';
import type { ChatDeps } from './chat-deps.ts';
import { inTurn } from './in-turn.ts';
import { LiveScenes } from './live-scenes.ts';
import { nameCorrections } from './name-correction.ts';
import { type Collected, chatReplyOf, nothingYet, standing, withPart } from './reply-of.ts';
import type { SpeechJobs, SpokenPart } from './speech-jobs.ts';
import type { ChatSession, ChatStore, ChatTurn } from './store.ts';

/** What is told of a reply while it comes. */
export type Tell = (part: ReplyPart & { language?: string }) => void;

export interface Talks {
  /** The session a message is for: the one it names, the latest of its lesson, or a new one. */
  sessionFor(personId: string, wanted: Wanted): Promise<{ session: ChatSession; created: boolean }>;
  /** One turn: answered and kept, then told. */
  say(personId: string, message: ChatMessage, tell?: Tell): Promise<ChatReply>;
  /** False when there is no such session. */
  forget(personId: string, sessionId: string): Promise<boolean>;
  close(): void;
}

export interface Wanted {
  session_id?: string | undefined;
  lesson_id?: string | undefined;
  fresh?: boolean;
  translate_to?: string | undefined;
  /** The client's own id of the turn: one that was sent before belongs where it was sent to. */
  turn_id?: string | undefined;
}

/** A model's reply takes at most this. */
const REPLY_MS = 60_000;
const CHECK_MS = 2_000;
/** Turns of a lesson that its summary may tell of. */
const MOST_TURNS = 500;
/** Turns of one talk that may wait for each other; who sends more does not listen. */
const WAITING = 20;
/** Turns of another server that may come in between before the learner is told. */
const TRIES = 3;

/** Talks by text in the same scenes that are talked in by voice. */
export function talks(deps: ChatDeps, store: ChatStore, speech: SpeechJobs): Talks {
  const { clock, log, newId, learners } = deps;
  const live = new LiveScenes(clock);
  const full = (): Refusal => new Refusal('rate-limited', 'Wait for the answers to what you have sent.');
  const oneByOne = inTurn(WAITING, full);
  /** Two that ask at once for a talk that is not there yet get the same. */
  const choosing = inTurn(WAITING, full);
  const now = (): Date => new Date(clock.wall());
  /** Who asked may leave: what was begun is finished and kept. */
  const none = new AbortController().signal;

  const scenesOf = async (personId: string): Promise<Scenes> =>
    (await deps.scenes.forPerson?.(personId)) ?? deps.scenes;

  async function begin(
    personId: string,
    sceneId: string | undefined,
    translateTo: string | undefined,
  ): Promise<ChatSession> {
    const scenes = await scenesOf(personId);
    const settings = await learners.settingsOf(personId);
    const id = sceneId ?? deps.defaultSceneFor(settings.learning);
    const found = scenes.list().find((scene) => scene.id === id) ?? scenes.unlisted?.(id);
    const scene = scenes.open(id, translateTo === undefined ? {} : { translateTo });
    if (!scene) throw new Refusal('not-found', 'There is no such lesson. GET /v1/lessons lists them.', 'lesson_id');
    scene.close();
    const at = now();
    const session: ChatSession = {
      id: newId('chat'),
      personId,
      sceneId: id,
      title: found?.title ?? id,
      language: scene.language,
      translateTo: translateTo ?? found?.from ?? settings.from,
      snapshot: null,
      opened: false,
      finished: false,
      exchange: null,
      version: 0,
      turns: 0,
      createdAt: at,
      updatedAt: at,
    };
    await store.add(session);
    return session;
  }

  async function sessionFor(personId: string, wanted: Wanted): Promise<{ session: ChatSession; created: boolean }> {
    const { session_id, lesson_id } = wanted;
    if (session_id !== undefined) {
      const session = await store.find(personId, session_id);
      if (!session) throw new Refusal('not-found', 'There is no such session.', 'session_id');
      if (lesson_id === undefined || session.sceneId === lesson_id) return { session, created: false };
    }
    return choosing(personId, () => choose(personId, wanted));
  }

  async function choose(personId: string, wanted: Wanted): Promise<{ session: ChatSession; created: boolean }> {
    const { lesson_id, fresh = false, translate_to, turn_id } = wanted;
    // Asked again, the talk may be over already by the turn itself.
    const sent = turn_id === undefined ? undefined : await store.sentTo(personId, lesson_id, turn_id);
    const latest = sent ?? (fresh ? undefined : await store.latest(personId, lesson_id));
    if (latest) return { session: latest, created: false };
    return { session: await begin(personId, lesson_id, translate_to), created: true };
  }

  async function sceneOf(session: ChatSession): Promise<Scene> {
    const kept = live.take(session.id, session.version);
    if (kept) return kept;
    const scenes = await scenesOf(session.personId);
    const scene = scenes.open(session.sceneId, {
      state: session.snapshot ?? undefined,
      translateTo: session.translateTo,
    });
    if (!scene) throw new Refusal('not-found', 'This lesson is not here any more. Begin another one.', 'lesson_id');
    return scene;
  }

  /** The tutor's first words, or the answer to what was written; undefined when another turn came in between. */
  async function turnIn(session: ChatSession, input: Input, tell: Tell | undefined): Promise<Done | undefined> {
    const scene = await sceneOf(session);
    const createdAt = now();
    const turnId = newId('turn');
    const listening = scene.listen();
    let collected = nothingYet;
    const take = async (parts: AsyncIterable<ReplyPart>, signal: AbortSignal): Promise<void> => {
      for await (const unnamed of parts) {
        signal.throwIfAborted();
        const part = await nameCorrections(unnamed, turnId, () => store.turns(session.id, MOST_TURNS, undefined));
        collected = withPart(collected, part, scene.language);
        tell?.(part.kind === 'text' ? { ...part, language: part.language ?? scene.language } : part);
      }
    };
    const late = (): Refusal => new Refusal('overloaded', 'The tutor took too long. Try again soon.');
    try {
      const opening = (signal: AbortSignal): Promise<void> => take(scene.open(signal), signal);
      const answer = input.origin === 'opening' ? opening : replyIn(scene, heardOf(input), take);
      await limited(clock, REPLY_MS, late, answer, none);
      const answered = collected.effects.some(({ name }) => name === 'feedback');
      const corrections =
        input.origin === 'typed' && (answered || listening.question === 'open')
          ? await check(session, scene.language, turnId, input.text)
          : [];
      const done = await keep({ session, scene, collected, corrections, turnId, createdAt, input });
      if (done) live.giveBack(session.id, done.session.version, scene);
      else scene.close();
      return done;
    } catch (error) {
      // The scene may have moved on where nothing was kept: it is read anew next time.
      scene.close();
      throw error;
    }
  }

  async function check(session: ChatSession, language: string, turnId: string, text: string): Promise<object[]> {
    const late = (): Error => new Error(`no answer for ${CHECK_MS} ms`);
    try {
      const said = { text, language, spoken: false };
      const findings = await limited(
        clock,
        CHECK_MS,
        late,
        (signal) => deps.check(session.sceneId, said, signal),
        none,
      );
      return findings.map((finding, n) => ({ ...finding, id: `${turnId}/c${n + 1}` }));
    } catch (error) {
      // A reply without its check is better than none.
      log.warn('a check failed', { turn_id: turnId, error: error instanceof Error ? error.message : String(error) });
      return [];
    }
  }

  async function keep(made: Made): Promise<Done | undefined> {
    const { session, scene, collected, corrections, turnId, createdAt, input } = made;
    const stands = standing(collected, session);
    const after: ChatSession = {
      ...session,
      ...stands,
      snapshot: scene.snapshot(),
      opened: true,
      version: session.version + 1,
      turns: session.turns + 1,
      updatedAt: createdAt,
    };
    const parts = input.speak ? spokenParts(collected, input.speak) : [];
    const about = {
      session_id: session.id,
      turn_id: turnId,
      lesson_id: session.sceneId,
      corrections: corrections as Record<string, unknown>[],
      created_at: createdAt.toISOString(),
      ...stands,
    };
    const jobId = parts.length > 0 ? await speech.add(null, session.personId, parts) : null;
    const reply = chatReplyOf(collected, { ...about, audio_job_id: jobId });
    const said = input.origin === 'typed' ? input.text : '';
    const turn: ChatTurn = { id: turnId, clientId: input.clientId, origin: input.origin, said, reply, createdAt };
    const { snapshot: _, ...conversation } = after;
    const ended = { id: turnId, origin: input.origin, said, replied: reply.text, createdAt, corrections };
    const told = {
      conversation,
      turns: [
        {
          ...ended,
          verdict: said === '' ? null : 'heard',
          outcome: 'spoken',
          effects: collected.effects,
          record: null,
        },
      ],
    };
    const kept = await store.save(session.version, after, turn, (tx) => deps.learn(tx, told));
    if (kept && jobId !== null) void speech.render(session.personId, jobId, parts);
    return kept ? { reply, session: after } : undefined;
  }

  const spokenParts = (collected: Collected, { voice, speed }: Speak): SpokenPart[] =>
    collected.parts.flatMap(({ text, language, speed: pace }) => {
      const wanted = deps.voice.voices().find(({ id, language: speaks }) => id === voice && speaks === language);
      const chosen = wanted?.id ?? deps.voiceFor(language);
      return text.trim() === ''
        ? []
        : [{ text: text.trim(), language, voice: chosen, speed: Math.min(2, Math.max(0.5, pace * speed)) }];
    });

  /** One turn of a session, tried again when another server took one in between. */
  async function turn(personId: string, id: string, input: Input, tell: Tell | undefined): Promise<Done> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const session = await store.find(personId, id);
      if (!session) throw new Refusal('not-found', 'There is no such session.', 'session_id');
      const toldBefore = tries > 0 ? undefined : tell;
      // What opens the talk is kept by itself, so that an answer is the answer to something.
      const opening = session.opened
        ? undefined
        : await turnIn(session, openingOf(input), input.text === '' ? toldBefore : undefined);
      if (!session.opened && (!opening || input.text === '')) {
        if (opening) return opening;
        continue;
      }
      const done = await turnIn(opening?.session ?? session, input, toldBefore);
      if (done) return done;
    }
    throw new Refusal('conflict', 'This talk is going on elsewhere. Read its history and go on from there.');
  }

  /** A turn when it is its turn; one that was taken before is answered as it was. */
  function once(personId: string, id: string, input: Input, tell: Tell | undefined): Promise<ChatReply> {
    return oneByOne(id, async () => {
      const known = input.clientId === null ? undefined : await store.turnOf(id, input.clientId);
      return known ?? (await turn(personId, id, input, tell)).reply;
    });
  }

  async function say(personId: string, message: ChatMessage, tell?: Tell): Promise<ChatReply> {
    const { session_id, lesson_id, prefs, turn_context, tts_preference } = message;
    const { session } = await sessionFor(personId, {
      session_id,
      lesson_id,
      translate_to: prefs?.translate_to,
      turn_id: turn_context?.turn_id,
    });
    const clientId = turn_context?.turn_id ?? null;
    const text = message.text ?? '';
    const input: Input = {
      origin: text === '' ? 'asked' : 'typed',
      text,
      clientId,
      speak: tts_preference?.speak ? { voice: tts_preference.voice, speed: tts_preference.speed } : undefined,
    };
    const reply = await once(personId, session.id, input, tell);
    // Not inside: two talks that lead to each other would wait for each other.
    const wanted = reply.effects.find(({ name }) => name === 'open-lesson')?.data.lesson;
    const elsewhere = typeof wanted === 'string' && wanted !== session.sceneId;
    return elsewhere ? switched(personId, wanted, reply, input, tell) : reply;
  }

  /** The lesson that was asked for goes on where it was left, or begins: its first words follow the tutor's "here it is". */
  async function switched(
    personId: string,
    lesson: string,
    before: ChatReply,
    input: Input,
    tell: Tell | undefined,
  ): Promise<ChatReply> {
    const { session } = await sessionFor(personId, { lesson_id: lesson, turn_id: input.clientId ?? undefined });
    const asked: Input = { ...input, origin: 'asked', text: '' };
    const reply = await once(personId, session.id, asked, tell);
    return {
      ...reply,
      text: `${before.text} ${reply.text}`.trim(),
      parts: [...before.parts, ...reply.parts],
      effects: [...before.effects, ...reply.effects],
    };
  }

  async function forget(personId: string, sessionId: string): Promise<boolean> {
    const deleted = await store.delete(personId, sessionId);
    if (deleted) live.forget(sessionId);
    return deleted;
  }

  return { sessionFor, say, forget, close: () => live.closeAll() };
}

interface Speak {
  voice: string | undefined;
  speed: number;
}

interface Input {
  origin: 'opening' | 'typed' | 'asked';
  text: string;
  clientId: string | null;
  speak: Speak | undefined;
}

interface Done {
  reply: ChatReply;
  session: ChatSession;
}

interface Made {
  session: ChatSession;
  scene: Scene;
  collected: Collected;
  corrections: object[];
  turnId: string;
  createdAt: Date;
  input: Input;
}

/** Where something was written too, the opening is not spoken: its answer is. */
const openingOf = (input: Input): Input => ({
  ...input,
  origin: 'opening',
  clientId: input.text === '' ? input.clientId : null,
  speak: input.text === '' ? input.speak : undefined,
});

const heardOf = ({ origin, text }: Input): Heard => ({
  how: origin === 'typed' ? 'typed' : 'asked',
  text,
  verdict: 'heard',
  words: [],
  tentative: false,
});

type Take = (parts: AsyncIterable<ReplyPart>, signal: AbortSignal) => Promise<void>;

/** A written turn is certain at once, but a reply that failed before its first word does not count. */
function replyIn(scene: Scene, heard: Heard, take: Take): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    const reply = scene.reply(heard, signal);
    let certain = false;
    const commit = (): void => {
      if (!certain) reply.commit();
      certain = true;
    };
    const committing = async function* (): AsyncGenerator<ReplyPart> {
      for await (const part of reply.parts) {
        commit();
        yield part;
      }
    };
    await take(committing(), signal);
    commit();
  };
}
