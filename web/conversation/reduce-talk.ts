import { reduceLearner } from './learner-lines.ts';
import type { TalkEvent } from './talk-events.ts';
import type { TalkState } from './talk-state.ts';
import { reduceTutor } from './tutor-lines.ts';

/** What is shown after an event. Pure: the sound is the player's business. */
export function reduceTalk(state: TalkState, event: TalkEvent): TalkState {
  return reduceTutor(reduceLearner(reduceScene(state, event), event), event);
}

function reduceScene(state: TalkState, event: TalkEvent): TalkState {
  switch (event.type) {
    case 'tutor.session':
      return { ...state, id: event.conversation_id, scene: event.scene, hearing: event.hearing };
    case 'local.earlier':
      return { ...state, lines: [...event.lines, ...state.lines] };
    case 'tutor.progress':
      return { ...state, progress: event.data };
    case 'tutor.summary':
      return { ...state, summary: event.data };
    case 'tutor.task-done':
      return { ...state, task: event.data };
    case 'tutor.open-lesson':
      return { ...state, wanted: event.data };
    case 'local.lesson-opened':
      return { ...state, wanted: undefined };
    case 'tutor.answer':
      return { ...state, lines: [...state.lines, { kind: 'answer', id: event.event_id, answer: event.data }] };
    case 'tutor.quiz':
      return { ...state, lines: [...state.lines, { kind: 'quiz', id: event.event_id, offer: event.data }] };
    case 'tutor.hint':
      return { ...state, lines: [...state.lines, { kind: 'hint', id: event.event_id, hint: event.data }] };
    case 'error':
      return { ...state, thinking: false, trouble: event.error.message };
    case 'response.created':
      return { ...state, trouble: undefined };
    case 'response.done':
      return state.thinking ? { ...state, thinking: false } : state;
    case 'local.microphone':
      return { ...state, microphone: event.state };
    case 'local.silent':
      return { ...state, silent: true };
    case 'local.connection':
      return connected(state, event.state);
    default:
      return state;
  }
}

function connected(state: TalkState, connection: Extract<TalkEvent, { type: 'local.connection' }>['state']): TalkState {
  if (connection.kind !== 'ended') return { ...state, connection: connection.kind };
  // What was being said or awaited will not come any more.
  return {
    ...state,
    connection: 'ended',
    end: { reason: connection.reason, message: connection.message },
    speech: false,
    thinking: false,
    lines: state.lines.filter((line) => line.kind !== 'learner' || line.settled || line.text !== ''),
  };
}
