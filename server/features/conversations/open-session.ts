import type { Scenes } from '../../feature.ts';
import type { ConversationSnapshot } from '../../turn/conversation-api.ts';
import type { ConversationEvent } from '../../turn/events.ts';
import type { ConversationsDeps, Pace } from './conversations-deps.ts';
import { correctionNames } from './name-corrections.ts';
import { ClientError } from './outgoing.ts';
import type { Recorder } from './recorder.ts';
import { chooseScene } from './scene-choice.ts';
import type { StoredConversation } from './store.ts';
import type { Begun, SessionWorld, VoiceSession } from './voice-session.ts';

export interface OpenSessionDeps extends Omit<ConversationsDeps, 'scenes'> {
  /** Who talks, and the scenes as they have them. */
  personId: string;
  scenes: Scenes;
  pace: Pace;
  /** An earlier conversation to go on with. */
  stored: { conversation: StoredConversation; snapshot: ConversationSnapshot } | undefined;
  record(about: Omit<StoredConversation, 'turnCount' | 'updatedAt'>, session: VoiceSession): Recorder;
}

/** What one session stands on: its scene, its conversation in the engine, and the record of it. */
export function openSession(deps: OpenSessionDeps): SessionWorld {
  const { clock, log, newId, voiceOf } = deps;
  let recorder: Recorder | undefined;
  return {
    clock,
    newId,
    voiceOf,
    speed: deps.pace.speed,
    begin(session, onEvent) {
      const found = findScene(session, deps);
      const { summary, stored } = found;
      const translateTo = session.session.tutor.from ?? stored?.conversation.translateTo ?? summary.from;
      const scene = deps.scenes.open(summary.id, { state: stored?.snapshot.scene, translateTo });
      if (!scene) throw sceneNotFound(summary.id);
      const id = stored?.conversation.id ?? newId('conv');
      const createdAt = stored?.conversation.createdAt ?? new Date(clock.wall());
      const { title, language } = summary;
      const record = deps.record(
        { id, personId: deps.personId, sceneId: summary.id, title, language, translateTo, createdAt },
        session,
      );
      recorder = record;
      const named = correctionNames();
      const emit = (unnamed: ConversationEvent): void => {
        const event = named(unnamed);
        record.note(event);
        record.beside?.note(event);
        if (event.kind === 'metrics') {
          deps.meter.turn(event.record);
          log.info('turn', { session: session.id, conversation: id, scene: summary.id, ...event.record });
        }
        onEvent(event);
      };
      record.beside = deps.follow?.(
        { personId: deps.personId, conversationId: id, sceneId: summary.id, language },
        (turn, name, data) => emit({ kind: 'effect', turn, name, data }),
      );
      const conversation = deps.openConversation({ id, scene, restored: stored?.snapshot, pace: deps.pace, emit });
      record.follow(conversation);
      return {
        conversation,
        scene: { ...summary, from: translateTo },
        hearing: deps.hearing,
        restored: stored?.snapshot,
      } satisfies Begun;
    },
    onCut: (turnId, heardText) => recorder?.cut(turnId, heardText),
    onBug: (error, session) =>
      log.error('a session broke', { session: session.id, conversation: session.conversation?.id, error }),
  };
}

function findScene(session: VoiceSession, deps: OpenSessionDeps) {
  const { wishes } = session;
  const named = session.session.tutor.scene;
  const { stored } = deps;
  if (wishes.conversation !== undefined && !stored) {
    throw new ClientError('conversation_not_found', 'There is no such conversation.', 'conversation');
  }
  const asked =
    stored && (named === undefined || named === stored.conversation.sceneId) ? stored.conversation.sceneId : named;
  const heard = session.session.audio.input.transcription?.language;
  const languages = [wishes.language, heard, ...(wishes.accepted ?? [])].filter((tag) => typeof tag === 'string');
  const summary = chooseScene(deps.scenes, deps.defaultSceneFor, {
    named: asked,
    scene: wishes.scene,
    model: session.session.model,
    languages,
  });
  if (!summary) throw sceneNotFound(asked ?? '');
  return { summary, stored: stored?.conversation.sceneId === summary.id ? stored : undefined };
}

function sceneNotFound(id: string): ClientError {
  return new ClientError(
    'scene_not_found',
    `There is no scene ${JSON.stringify(id.slice(0, 100))}.`,
    'session.tutor.scene',
  );
}
