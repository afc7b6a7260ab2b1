import type { Clock } from '../kit/clock.ts';
import { type Log, silentLog } from '../kit/log.ts';
import { rmsDbfs } from '../kit/pcm/level.ts';
import { VirtualClock } from '../kit/virtual-clock.ts';
import { type FakeUtterance, fakeSpeechToText } from '../ports/speech-to-text/fake.ts';
import { fakeTextToSpeech, type SpeechScripting } from '../ports/text-to-speech/fake.ts';
import { FakeVoiceActivity } from '../ports/voice-activity/fake.ts';
import type { LiveConversation } from './conversation.ts';
import { openConversation } from './conversation.ts';
import type { ConversationDeps, ConversationOptions } from './conversation-options.ts';
import type { ConversationEvent } from './events.ts';
import type { Heard, Listening, ReplyPart, Scene, SceneReply } from './scene.ts';

export const FRAME = 320;
const loud = new Int16Array(FRAME).map((_, i) => Math.round(9_000 * Math.sin((2 * Math.PI * 220 * i) / 16_000)));
const quiet = new Int16Array(FRAME);

export type FakeReplies = (
  heard: Heard,
  index: number,
  signal: AbortSignal,
) => AsyncIterable<ReplyPart> | readonly ReplyPart[];

export interface FakeScene extends Scene {
  readonly heard: Heard[];
  commits: number;
}

/** A scene that says what it is told to, and keeps what it was asked. */
export function fakeScene(
  options: {
    replies?: FakeReplies;
    opening?: readonly ReplyPart[];
    listening?: Partial<Listening>;
    thenResume?: (heard: Heard) => boolean;
  } = {},
): FakeScene {
  const listening: Listening = {
    language: 'en',
    phrases: [],
    commands: [],
    question: 'expected',
    level: 'A2',
    ...options.listening,
  };
  const answer: FakeReplies =
    options.replies ?? ((heard) => [{ kind: 'text', text: `You said ${heard.text || 'nothing'}. Go on please.` }]);
  const scene: FakeScene = {
    id: 'fake',
    language: listening.language,
    heard: [],
    commits: 0,
    open: () => stream(options.opening ?? []),
    listen: () => listening,
    reply(heard, signal): SceneReply {
      const index = scene.heard.push(heard) - 1;
      const parts = answer(heard, index, signal);
      return {
        parts: Symbol.asyncIterator in parts ? parts : stream(parts),
        thenResume: options.thenResume?.(heard) ?? false,
        commit: () => {
          scene.commits += 1;
        },
      };
    },
    snapshot: () => ({ heard: scene.heard.length }),
    close: () => undefined,
  };
  return scene;
}

async function* stream<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

export interface RoomOptions {
  scene?: FakeScene;
  utterances?: readonly FakeUtterance[];
  /** A recogniser that tells phrases apart and can be asked early, as the embedded one. */
  phrases?: boolean;
  speech?: SpeechScripting;
  conversation?: Partial<ConversationOptions>;
  deps?: Partial<ConversationDeps>;
  activityDelayMs?: number;
  /** Takes anything over -50 dBFS for speech, as voice activity takes a quiet voice. */
  sensitive?: boolean;
  log?: Log;
}

/** One conversation in virtual time, with a learner who talks and is quiet in 20 ms frames. */
export class Room implements AsyncDisposable {
  readonly clock = new VirtualClock();
  readonly events: { at: number; event: ConversationEvent }[] = [];
  /** Turns of which the client itself said what was heard. */
  readonly reported = new Set<string>();
  readonly scene: FakeScene;
  readonly recogniser;
  readonly voice;
  readonly activity: FakeVoiceActivity;
  readonly conversation: LiveConversation;
  #ids = 0;

  constructor(options: RoomOptions = {}) {
    const clock: Clock = this.clock;
    this.scene = options.scene ?? fakeScene();
    const capabilities = options.phrases ? { dictation: false, reopens: true } : {};
    this.recogniser = fakeSpeechToText({
      clock,
      capabilities,
      ...(options.utterances ? { script: options.utterances } : {}),
    });
    this.voice = fakeTextToSpeech(clock, options.speech ? { script: options.speech } : {});
    this.activity = new FakeVoiceActivity({
      clock,
      windowSamples: FRAME,
      delayMs: options.activityDelayMs ?? 0,
      ...(options.sensitive ? { judge: ({ samples }) => (rmsDbfs(samples) > -50 ? 0.95 : 0.02) } : {}),
    });
    this.conversation = openConversation(
      {
        clock,
        log: options.log ?? silentLog,
        newId: (prefix) => `${prefix}_${++this.#ids}`,
        activity: this.activity,
        recogniser: this.recogniser,
        voice: this.voice,
        voiceFor: (language) => `fake-${language}`,
        emit: (event) => void this.events.push({ at: this.clock.now(), event }),
        ...options.deps,
      },
      { id: 'room', scene: this.scene, ...options.conversation },
    );
  }

  /** The learner makes a sound, or none, for `ms`. */
  async talk(ms: number): Promise<void> {
    await this.#frames(ms, loud);
  }

  async rest(ms: number): Promise<void> {
    await this.#frames(ms, quiet);
  }

  async #frames(ms: number, frame: Int16Array): Promise<void> {
    for (let t = 0; t < ms; t += 20) {
      this.conversation.hear(frame);
      await this.clock.advance(20);
    }
  }

  /** Kinds of the events so far, repeats of one kind in a row told once. */
  kinds(): string[] {
    return this.events.map(({ event }) => event.kind).filter((kind, i, all) => kind !== all[i - 1]);
  }

  of<K extends ConversationEvent['kind']>(kind: K): Extract<ConversationEvent, { kind: K }>[] {
    return this.events
      .map(({ event }) => event)
      .filter((event): event is Extract<ConversationEvent, { kind: K }> => event.kind === kind);
  }

  at(kind: ConversationEvent['kind']): number | undefined {
    return this.events.find(({ event }) => event.kind === kind)?.at;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.clock.until(this.conversation[Symbol.asyncDispose]());
  }
}
