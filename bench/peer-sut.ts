// Our engine behind the peer bench's own `Sut`; peer.ts puts it into a copy of that bench, which imports this file by its place here.
import { Channel } from '../server/kit/channel.ts';
import { realClock as clock } from '../server/kit/clock.ts';
import { silentLog } from '../server/kit/log.ts';
import type { RecognitionResult, SpeechToText } from '../server/ports/speech-to-text/port.ts';
import type { SpeechPart, TextToSpeech } from '../server/ports/text-to-speech/port.ts';
import type { VoiceActivity } from '../server/ports/voice-activity/port.ts';
import { openConversation } from '../server/turn/conversation.ts';
import type { ConversationEvent } from '../server/turn/events.ts';
import type { ReplyPart, Scene } from '../server/turn/scene.ts';
import { oneFrameRule } from './workload/ours.ts';

/** What we use of the peer bench's simulated learner and playout; their shapes are its own. */
export interface PeerSim {
  vad(frame: Int16Array): readonly { type: string }[];
  stt(frame: Int16Array): readonly { type: string; text?: string }[];
  llm(signal: AbortSignal): AsyncIterable<string>;
  tts(text: string, signal: AbortSignal): AsyncIterable<Int16Array>;
}
export interface PeerSink {
  write(samples: Int16Array): void;
  flush(): void;
  clear(): void;
  onFinished: (positionSec: number, interrupted: boolean) => void;
}

const well = async () => ({ ok: true, detail: 'the peer bench' });
const nothing = async (): Promise<void> => undefined;

export function parlando() {
  return { name: 'parlando', init: nothing, create: open };
}

let ids = 0;

async function open(sim: PeerSim, sink: PeerSink) {
  let results: Channel<RecognitionResult> | undefined;
  let turnId = '';
  let over: (() => void) | undefined;
  let turn: Promise<void> = Promise.resolve();

  const activity: VoiceActivity = {
    provider: 'peer',
    async open(onWindow) {
      let endSample = 0;
      let speech = 0;
      return {
        push(samples) {
          endSample += samples.length;
          for (const { type } of sim.vad(samples)) {
            if (type === 'start') speech = 1;
            if (type === 'end') speech = 0;
          }
          onWindow({ endSample, speech });
        },
      };
    },
    health: well,
    [Symbol.asyncDispose]: nothing,
  };
  const recogniser: SpeechToText = {
    provider: 'peer',
    capabilities: { dictation: true, partials: true, languages: ['en'] },
    prewarm: () => undefined,
    open() {
      const channel = new Channel<RecognitionResult>(100);
      results = channel;
      return { push: () => undefined, end: () => undefined, results: channel };
    },
    health: well,
    [Symbol.asyncDispose]: nothing,
  };
  const voice: TextToSpeech = {
    provider: 'peer',
    voices: () => [],
    prewarm: () => undefined,
    async *speak({ text }, signal): AsyncGenerator<SpeechPart, void, void> {
      for await (const samples of sim.tts(text, signal)) yield { kind: 'audio', samples };
    },
    health: well,
    [Symbol.asyncDispose]: nothing,
  };
  async function* reply(signal: AbortSignal): AsyncGenerator<ReplyPart, void, void> {
    for await (const text of sim.llm(signal)) yield { kind: 'text', text };
  }
  const scene: Scene = {
    id: 'peer',
    language: 'en',
    async *open() {
      // The learner begins.
    },
    listen: () => ({ language: 'en', phrases: [], commands: [], question: 'open', level: 'B1' }),
    reply: (_heard, signal) => ({ parts: reply(signal), commit: () => undefined }),
    snapshot: () => ({}),
    close: () => undefined,
  };

  function emit(event: ConversationEvent): void {
    switch (event.kind) {
      case 'reply-start':
        turnId = event.turn.id;
        turn = new Promise((resolve) => {
          over = resolve;
        });
        return;
      case 'reply-audio':
        return sink.write(event.samples);
      case 'reply-sent':
        return sink.flush();
      case 'turn-end':
        if (event.outcome !== 'spoken') sink.clear();
        over?.();
        return;
      default:
    }
  }

  const conversation = openConversation(
    {
      ...{ clock, log: silentLog, activity, recogniser, voice, emit },
      newId: (prefix) => `${prefix}_${++ids}`,
      voiceFor: () => 'peer',
      check: async () => [],
    },
    { id: `peer_${++ids}`, scene, timing: oneFrameRule },
  );
  sink.onFinished = () => conversation.played(turnId, Number.MAX_SAFE_INTEGER);
  await new Promise((resolve) => setImmediate(resolve));

  return {
    pushAudio(frame: Int16Array) {
      conversation.hear(frame);
      for (const { type, text = '' } of sim.stt(frame)) {
        if (type === 'interim') results?.tryPush({ kind: 'partial', text });
        if (type !== 'final') continue;
        const confidence = 1;
        results?.tryPush({ kind: 'final', text, verdict: 'heard', confidence, words: [], endOfTurn: true });
        results?.close();
      }
    },
    turnDone: () => turn,
    close: () => conversation[Symbol.asyncDispose](),
  };
}
