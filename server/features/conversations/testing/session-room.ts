import type { ServerEvent } from '../../../../wire/realtime.ts';
import { VirtualClock } from '../../../kit/virtual-clock.ts';
import { ScriptedConversation } from '../fake.ts';
import { ClientError } from '../outgoing.ts';
import { VoiceSession } from '../voice-session.ts';

type Of<T extends ServerEvent['type']> = Extract<ServerEvent, { type: T }>;

const scene = { id: 'cafe-en', title: 'Café', language: 'en', level: 'A1', from: 'pl', description: '' };

/** A session over a scripted conversation in virtual time, and all that it tells its client. */
export async function start(setup: { update?: object; settle?: boolean } = {}) {
  const clock = new VirtualClock();
  let ids = 0;
  let scripted: ScriptedConversation | undefined;
  const bugs: unknown[] = [];
  const session = new VoiceSession(
    {
      id: 'sess1',
      personId: 'person_local',
      token: 'secret',
      model: 'cafe-en',
      wishes: {},
      resumeWindowMs: 60_000,
      sessionMs: 3_600_000,
    },
    {
      clock,
      newId: (prefix) => `${prefix}_${++ids}`,
      voiceOf: (name) => (name === 'known' ? name : undefined),
      begin(asked, onEvent) {
        const wanted = asked.session.tutor.scene ?? 'cafe-en';
        if (wanted !== 'cafe-en')
          throw new ClientError('scene_not_found', 'There is no such scene.', 'session.tutor.scene');
        scripted = new ScriptedConversation('conv_1', onEvent);
        return { conversation: scripted, scene, hearing: { dictation: false, languages: ['en'] }, restored: undefined };
      },
      onBug: (error) => bugs.push(error),
    },
  );
  const told: ServerEvent[] = [];
  const outlet = {
    send(json: string) {
      told.push(JSON.parse(json));
      return true;
    },
    tooSlow: () => undefined,
  };
  session.attach(outlet);
  const send = (event: object): boolean => session.receive(JSON.stringify(event));
  if (setup.update) send({ type: 'session.update', session: { type: 'realtime', ...setup.update } });
  if (setup.settle !== false) await clock.advance(1_000);
  return {
    clock,
    session,
    told,
    bugs,
    send,
    outlet,
    get conversation() {
      if (!scripted) throw new Error('the conversation has not begun');
      return scripted;
    },
    types: (from = 0) => told.slice(from).map((event) => event.type),
    last<T extends ServerEvent['type']>(type: T): Of<T> {
      const found = told.findLast((event): event is Of<T> => event.type === type);
      if (!found) throw new Error(`no ${type} was told`);
      return found;
    },
    since: (act: () => void) => {
      const from = told.length;
      act();
      return told.slice(from);
    },
  };
}

/** The client asks for its replies itself. */
export const quiet = { audio: { input: { turn_detection: null } } };
