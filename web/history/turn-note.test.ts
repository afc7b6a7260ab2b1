import { expect, test } from 'vitest';
import { turnNote } from './turn-note.ts';

const feedback = (data: Record<string, unknown>) => [
  { name: 'prompt', data: {} },
  { name: 'feedback', data },
];

test('a correction tells what is better and why', () => {
  const correction = { said: 'Ja chcę kawa.', better: 'Poproszę kawę.', why: 'Accusative.', kind: 'CASE' };
  expect(turnNote(feedback({ verdict: 'wrong-form', heard: 'ja chcę kawa', answer: 'x', correction }))).toEqual({
    verdict: 'wrong-form',
    better: 'Poproszę kawę.',
    why: 'Accusative.',
  });
});

test('nothing has to be better than what was right', () => {
  const note = turnNote(feedback({ verdict: 'right', heard: 'tak', answer: 'Tak.', correction: null }));
  expect(note).toEqual({ verdict: 'right', better: '', why: '' });
});

test.each([[[]], [feedback({ verdict: 'brilliant' })], [[{ name: 'feedback', data: {} }]]])(
  'what is no note is none: %j',
  (effects) => {
    expect(turnNote(effects)).toBeUndefined();
  },
);
