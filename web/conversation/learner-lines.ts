import type { TalkEvent } from './talk-events.ts';
import type { LearnerLine, TalkState } from './talk-state.ts';

const blank: Omit<LearnerLine, 'id' | 'how'> = {
  kind: 'learner',
  text: '',
  settled: false,
  verdict: undefined,
  feedback: undefined,
  findings: [],
  recording: undefined,
};

/** The learner's side of the transcript after an event; other events leave it as it is. */
export function reduceLearner(state: TalkState, event: TalkEvent): TalkState {
  switch (event.type) {
    case 'input_audio_buffer.speech_started':
      return { ...withLine(state, event.item_id, 'spoken', (line) => line), speech: true };
    case 'input_audio_buffer.speech_stopped':
      return { ...state, speech: false };
    case 'input_audio_buffer.committed':
      return { ...withLine(state, event.item_id, 'spoken', (line) => line), speech: false, thinking: true };
    case 'tutor.partial':
      return withLine(state, event.item_id, 'spoken', (line) => (line.settled ? line : { ...line, text: event.text }));
    case 'tutor.heard':
      return withLine(state, event.item_id, 'spoken', (line) => ({
        ...line,
        settled: true,
        text: event.transcript,
        verdict: event.heard,
      }));
    case 'tutor.dropped':
    case 'conversation.item.deleted':
      return { ...state, speech: false, lines: state.lines.filter((line) => line.id !== event.item_id) };
    case 'conversation.item.added': {
      const part = event.item.content[0];
      if (event.item.role !== 'user' || part?.type !== 'input_text') return state;
      const line = { text: part.text, settled: true, verdict: 'heard' as const };
      return { ...withLine(state, event.item.id, 'typed', (old) => ({ ...old, ...line })), thinking: true };
    }
    case 'tutor.feedback': {
      const id = event.item_id;
      if (id === null) return state;
      return withLine(state, id, event.data.how, (line) => ({ ...line, feedback: event.data }));
    }
    case 'tutor.recording': {
      const id = event.item_id;
      return id === null ? state : onLine(state, id, (line) => ({ ...line, recording: event.data }));
    }
    case 'tutor.correction':
      return onLine(state, event.item_id, (line) => ({ ...line, findings: event.findings }));
    default:
      return state;
  }
}

function withLine(
  state: TalkState,
  id: string,
  how: LearnerLine['how'],
  change: (line: LearnerLine) => LearnerLine,
): TalkState {
  if (state.lines.some((line) => line.id === id)) return onLine(state, id, change);
  return { ...state, lines: [...state.lines, change({ ...blank, id, how })] };
}

function onLine(state: TalkState, id: string, change: (line: LearnerLine) => LearnerLine): TalkState {
  return {
    ...state,
    lines: state.lines.map((line) => (line.kind === 'learner' && line.id === id ? change(line) : line)),
  };
}
