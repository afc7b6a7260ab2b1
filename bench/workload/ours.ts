import { realClock as clock } from '../../server/kit/clock.ts';
import { silentLog } from '../../server/kit/log.ts';
import { openConversation } from '../../server/turn/conversation.ts';
import type { ConversationEvent } from '../../server/turn/events.ts';
import type { Timing } from '../../server/turn/timing.ts';
import { simulatedActivity, simulatedRecogniser, simulatedScene, simulatedVoice } from './providers.ts';
import type { System, Talk, TalkOptions } from './system.ts';

/** The peer's rule for a barge-in in this workload: 20 ms of speech. */
export const oneFrameRule: Partial<Timing> = { minSpeechMs: 20, duckMs: 20, meantMs: 20 };

/** The engine of `server/turn`, with its history, records, captions, watchdogs and a check beside every reply. */
export const ours: System = { name: 'parlando', open };

let ids = 0;

async function open(options: TalkOptions): Promise<Talk> {
  const { exchange } = options;
  const world = {
    clock,
    latencies: options.latencies,
    mark: (moment: Parameters<ReturnType<typeof exchange>['mark']>[0]) => exchange().mark(moment),
  };
  const conversation = openConversation(
    {
      clock,
      log: silentLog,
      newId: (prefix) => `${prefix}_${++ids}`,
      activity: simulatedActivity(),
      recogniser: simulatedRecogniser(),
      voice: simulatedVoice(world),
      voiceFor: () => 'simulated',
      check: async () => [],
      emit,
    },
    { id: `bench_${++ids}`, scene: simulatedScene(world), timing: oneFrameRule },
  );
  // Voice activity opens in a task of its own.
  await new Promise((resolve) => setImmediate(resolve));

  function emit(event: ConversationEvent): void {
    switch (event.kind) {
      case 'reply-audio': {
        const now = exchange();
        now.soundMs = event.startMs + event.samples.length / 24;
        if (now.at.sound !== undefined) return;
        now.mark('sound');
        options.onSound();
        return;
      }
      case 'reply-sent':
        if (!options.realTime) queueMicrotask(() => conversation.played(event.turn.id, event.audioMs));
        return;
      case 'turn-end':
        if (event.outcome === 'interrupted') exchange().mark('cleared');
        options.onOver();
        return;
      case 'broken':
        // The conversation would catch it here, and the figures would be of a broken engine.
        queueMicrotask(() => {
          throw new Error(event.message);
        });
        return;
      default:
    }
  }

  return {
    hear: (frame) => conversation.hear(frame),
    remembered: () => conversation.history().findLast(({ who }) => who === 'tutor')?.text ?? '',
    [Symbol.asyncDispose]: () => conversation[Symbol.asyncDispose](),
  };
}
