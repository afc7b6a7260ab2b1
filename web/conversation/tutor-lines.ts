import type { TalkEvent } from './talk-events.ts';
import type { KnownTranslation, TalkState, TutorLine } from './talk-state.ts';

/** The tutor's side of the transcript after an event; other events leave it as it is. */
export function reduceTutor(state: TalkState, event: TalkEvent): TalkState {
  switch (event.type) {
    case 'response.output_item.added':
      return began(state, event.item.id, event.response_id);
    case 'response.output_audio_transcript.delta':
    case 'response.output_text.delta':
      return onLine(state, event.item_id, (line) => told(state, { ...line, text: line.text + event.delta }));
    case 'response.output_audio.delta':
      return onLine(state, event.item_id, (line) => (line.sound === 'none' ? { ...line, sound: 'playing' } : line));
    case 'tutor.caption': {
      const words = event.words.map(({ text, start_ms, end_ms }) => ({ text, startMs: start_ms, endMs: end_ms }));
      return onLine(state, event.item_id, (line) => ({ ...line, words: [...line.words, ...words] }));
    }
    case 'tutor.duck':
      return { ...state, ducked: true };
    case 'tutor.resume':
      return { ...state, ducked: false };
    case 'tutor.turn.ended': {
      const { item_id, outcome, heard_text } = event;
      const ended = { ...state, thinking: false, ducked: outcome === 'interrupted' ? false : state.ducked };
      if (item_id === null) return ended;
      return onLine(ended, item_id, (line) => ({ ...line, fate: outcome, heardText: heard_text }));
    }
    case 'local.sound-ended':
      return onLine({ ...state, ducked: false }, event.item_id, (line) => ({ ...line, sound: 'played' }));
    case 'tutor.prompt': {
      const { text, translation, language, translation_language } = event.data;
      const shown = event.data.translation_shown === true;
      const told = { text, translation, language, translation_language, shown };
      const known = translated(state, event.response_id, told, false);
      return { ...known, prompt: event.data };
    }
    case 'tutor.translation': {
      const { translation, translation_language } = event.data;
      const known = translated(state, event.response_id, event.data, true);
      return withAside(known, event.response_id, { text: translation, language: translation_language });
    }
    case 'tutor.hint':
      return withAside(state, event.response_id, event.data);
    case 'local.translated':
      return onLine(state, event.item_id, (line) => ({ ...line, translated: !line.translated }));
    default:
      return state;
  }
}

function began(state: TalkState, id: string, responseId: string): TalkState {
  const known = state.translations[responseId];
  const line: TutorLine = {
    kind: 'tutor',
    id,
    responseId,
    text: '',
    words: [],
    translation: known?.translation ?? '',
    translationLanguage: known?.translation_language ?? '',
    translated: known?.shown ?? false,
    language: state.scene?.language ?? '',
    fate: 'open',
    sound: 'none',
    heardText: '',
  };
  return { ...state, thinking: false, lines: [...state.lines, line] };
}

function withAside(
  state: TalkState,
  responseId: string | null,
  { text, language }: { text: string; language: string },
): TalkState {
  if (responseId === null) return state;
  return { ...state, asides: { ...state.asides, [responseId]: { text, language } } };
}

/** A line that is all aside is marked as of its language. */
function told(state: TalkState, line: TutorLine): TutorLine {
  const aside = state.asides[line.responseId];
  if (aside === undefined || line.text.trim() !== aside.text) return line;
  return { ...line, language: aside.language };
}

/** Puts a translation under the line that it belongs to: the one with this text, or the reply it came with. */
function translated(
  state: TalkState,
  responseId: string | null,
  translation: KnownTranslation,
  shown: boolean,
): TalkState {
  const target =
    (shown
      ? state.lines.findLast((line) => line.kind === 'tutor' && line.text.includes(translation.text))
      : undefined) ?? state.lines.findLast((line) => line.kind === 'tutor' && line.responseId === responseId);
  const kept =
    responseId === null ? state : { ...state, translations: { ...state.translations, [responseId]: translation } };
  if (target === undefined) return kept;
  return onLine(kept, target.id, (line) => ({
    ...line,
    translation: translation.translation,
    translationLanguage: translation.translation_language,
    translated: line.translated || shown || translation.shown === true,
  }));
}

function onLine(state: TalkState, id: string, change: (line: TutorLine) => TutorLine): TalkState {
  return {
    ...state,
    lines: state.lines.map((line) => (line.kind === 'tutor' && line.id === id ? change(line) : line)),
  };
}
