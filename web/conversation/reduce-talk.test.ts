import { describe, expect, it } from 'vitest';
import { reduceTalk } from './reduce-talk.ts';
import type { TalkEvent } from './talk-events.ts';
import { initialTalk, type LearnerLine, phaseOf, type TalkState, type TutorLine } from './talk-state.ts';

/** Events with only what matters here. */
function showing(events: object[], from: TalkState = initialTalk): TalkState {
  return events.reduce<TalkState>(
    (state, event) => reduceTalk(state, { event_id: 'event_1', ...event } as TalkEvent),
    from,
  );
}

const open = { type: 'local.connection', state: { kind: 'open' } };
const microphone = { type: 'local.microphone', state: 'on' };
const began = (n: number): object => ({
  type: 'response.output_item.added',
  response_id: `r${n}`,
  item: { id: `t${n}`, role: 'assistant', content: [] },
});
const ended = (n: number, outcome = 'spoken', heard_text = ''): object => ({
  type: 'tutor.turn.ended',
  item_id: `t${n}`,
  response_id: `r${n}`,
  outcome,
  heard_text,
  heard_ms: 0,
});
const heardAs = (id: string, transcript: string, heard = 'heard'): object => ({
  type: 'tutor.heard',
  item_id: id,
  heard,
  transcript,
});

const learner = (state: TalkState, id: string): LearnerLine | undefined =>
  state.lines.find((line): line is LearnerLine => line.kind === 'learner' && line.id === id);
const tutor = (state: TalkState, id: string): TutorLine | undefined =>
  state.lines.find((line): line is TutorLine => line.kind === 'tutor' && line.id === id);

describe('the learner’s side', () => {
  it('shows partial text while speaking, then what was understood', () => {
    const speaking = showing([
      open,
      { type: 'input_audio_buffer.speech_started', item_id: 'l1', audio_start_ms: 0 },
      { type: 'tutor.partial', item_id: 'l1', text: 'a coffee' },
    ]);
    expect(learner(speaking, 'l1')).toMatchObject({ text: 'a coffee', settled: false });
    expect(phaseOf(speaking)).toBe('hearing');
    const heard = showing(
      [{ type: 'input_audio_buffer.committed', item_id: 'l1' }, heardAs('l1', 'A coffee, please.')],
      speaking,
    );
    expect(learner(heard, 'l1')).toMatchObject({ text: 'A coffee, please.', settled: true, verdict: 'heard' });
    expect(phaseOf(heard)).toBe('thinking');
    const late = showing([{ type: 'tutor.partial', item_id: 'l1', text: 'late' }], heard);
    expect(learner(late, 'l1')?.text).toBe('A coffee, please.');
  });

  it('never invents words for what was not understood', () => {
    const state = showing([{ type: 'tutor.partial', item_id: 'l1', text: 'a coffee' }, heardAs('l1', '', 'unknown')]);
    expect(learner(state, 'l1')).toMatchObject({ text: '', verdict: 'unknown', settled: true });
  });

  it('takes back what was no turn, or became part of a longer one', () => {
    const started = { type: 'input_audio_buffer.speech_started', item_id: 'l1', audio_start_ms: 0 };
    for (const type of ['tutor.dropped', 'conversation.item.deleted']) {
      const state = showing([open, started, { type, item_id: 'l1' }]);
      expect(state.lines).toEqual([]);
      expect(state.speech).toBe(false);
    }
  });

  it('shows a typed answer once, whatever comes of its item', () => {
    const item = { id: 'l1', role: 'user', content: [{ type: 'input_text', text: 'A tea.' }] };
    const state = showing([
      { type: 'conversation.item.added', item },
      { type: 'conversation.item.done', item },
      { type: 'tutor.feedback', item_id: 'l1', data: { verdict: 'right', how: 'typed' } },
    ]);
    expect(state.lines).toHaveLength(1);
    expect(learner(state, 'l1')).toMatchObject({ how: 'typed', text: 'A tea.', feedback: { verdict: 'right' } });
  });

  it('puts feedback and late corrections on the turn that they are of', () => {
    const state = showing([
      heardAs('l1', 'I want coffee'),
      heardAs('l2', 'A large one'),
      { type: 'tutor.feedback', item_id: 'l1', data: { verdict: 'wrong-form', how: 'spoken' } },
      { type: 'tutor.correction', item_id: 'l1', findings: [{ rule: 'x' }] },
    ]);
    expect(learner(state, 'l1')).toMatchObject({ feedback: { verdict: 'wrong-form' }, findings: [{ rule: 'x' }] });
    expect(learner(state, 'l2')?.feedback).toBeUndefined();
  });
});

describe('the tutor’s side', () => {
  it('gathers text and captions, and speaks until its sound has been played here', () => {
    const spoken = showing([
      open,
      microphone,
      began(1),
      { type: 'response.output_audio_transcript.delta', item_id: 't1', delta: 'Hello ' },
      { type: 'response.output_audio_transcript.delta', item_id: 't1', delta: 'there!' },
      { type: 'response.output_audio.delta', item_id: 't1', delta: '' },
      { type: 'tutor.caption', item_id: 't1', words: [{ text: 'Hello', start_ms: 0, end_ms: 300 }] },
      { type: 'tutor.caption', item_id: 't1', words: [{ text: 'there!', start_ms: 300, end_ms: 600 }] },
      ended(1, 'spoken', 'Hello there!'),
    ]);
    expect(tutor(spoken, 't1')).toMatchObject({ text: 'Hello there!', fate: 'spoken', sound: 'playing' });
    expect(tutor(spoken, 't1')?.words.map((word) => word.startMs)).toEqual([0, 300]);
    expect(phaseOf(spoken)).toBe('speaking');
    expect(phaseOf(showing([{ type: 'local.sound-ended', item_id: 't1' }], spoken))).toBe('listening');
  });

  it('waits while ducked, and goes on or ends', () => {
    const ducked = showing([open, microphone, began(1), { type: 'tutor.duck', item_id: 't1', at_ms: 0 }]);
    expect(phaseOf(ducked)).not.toBe('speaking');
    expect(phaseOf(showing([{ type: 'tutor.resume', item_id: 't1', from_ms: 0 }], ducked))).toBe('speaking');
    const cut = showing([ended(1, 'interrupted', 'Hel')], ducked);
    expect(tutor(cut, 't1')).toMatchObject({ fate: 'interrupted', heardText: 'Hel' });
    expect(cut.ducked).toBe(false);
  });

  it('knows the translation of a line, though it came first, and shows one that was asked for', () => {
    const data = { text: 'Co podać?', translation: 'What will it be?', language: 'pl', translation_language: 'en' };
    const known = showing([
      { type: 'tutor.prompt', response_id: 'r1', data: { ...data, n: 1, total: 8, exchange: 'e' } },
      began(1),
      { type: 'response.output_audio_transcript.delta', item_id: 't1', delta: 'Dzień dobry! Co podać?' },
    ]);
    expect(tutor(known, 't1')).toMatchObject({ translation: 'What will it be?', translated: false });
    const asked = showing([{ type: 'tutor.translation', response_id: 'r2', data }], known);
    expect(tutor(asked, 't1')?.translated).toBe(true);
    expect(tutor(showing([{ type: 'local.translated', item_id: 't1' }], asked), 't1')?.translated).toBe(false);
  });

  it('marks a line that is all in the learner’s own language', () => {
    const translation = { text: 'Hello!', translation: 'Dzień dobry!', language: 'en', translation_language: 'pl' };
    const state = showing([
      { type: 'tutor.session', scene: { language: 'en' }, hearing: {} },
      { type: 'tutor.translation', response_id: 'r1', data: translation },
      began(1),
      { type: 'response.output_audio_transcript.delta', item_id: 't1', delta: 'Dzień dobry! ' },
      { type: 'tutor.hint', response_id: 'r2', data: { text: 'Zacznij tak:', language: 'pl' } },
      began(2),
      { type: 'response.output_audio_transcript.delta', item_id: 't2', delta: 'Zacznij tak: I would.' },
    ]);
    expect(tutor(state, 't1')?.language).toBe('pl');
    expect(tutor(state, 't2')?.language).toBe('en');
  });

  it('is not left thinking when a turn ends without a word', () => {
    const waiting = showing([open, microphone, { type: 'input_audio_buffer.committed', item_id: 'l1' }]);
    expect(phaseOf(waiting)).toBe('thinking');
    expect(phaseOf(showing([{ ...ended(1, 'failed'), item_id: null }], waiting))).toBe('listening');
  });
});

describe('the connection', () => {
  it('tells a resume, an end, and a talk that was finished apart', () => {
    const state = showing([open, microphone]);
    expect(phaseOf(state)).toBe('listening');
    expect(phaseOf(showing([{ type: 'local.connection', state: { kind: 'resuming' } }], state))).toBe('resuming');
    const gone = { type: 'local.connection', state: { kind: 'ended', reason: 'idle' } };
    expect(phaseOf(showing([gone], state))).toBe('ended');
    expect(phaseOf(showing([{ type: 'tutor.summary', data: {} }, gone], state))).toBe('done');
    expect(showing([gone], state).end).toEqual({ reason: 'idle', message: undefined });
  });

  it('shows an error until the next answer', () => {
    const state = showing([open, { type: 'error', error: { message: 'The turn failed.' } }]);
    expect(state.trouble).toBe('The turn failed.');
    expect(showing([{ type: 'response.created' }], state).trouble).toBeUndefined();
  });

  it('passes by what it does not know', () => {
    expect(showing([{ type: 'tutor.weather' }])).toBe(initialTalk);
  });
});
