import { expect, test } from 'vitest';
import { linesOf } from './earlier-talk.ts';

const turn = (id: string, origin: string, said: string, replied: string, verdict: string | null = null) => ({
  id,
  origin,
  said,
  replied,
  verdict,
});

test('a kept conversation is shown as both sides said it, with nothing where nothing was said', () => {
  const lines = linesOf({
    language: 'en',
    history: [
      turn('t1', 'opening', '', 'What can I get you?'),
      turn('t2', 'typed', 'I want tea.', 'We say: a tea, please.', 'heard'),
      turn('t3', 'spoken', '', "Sorry, I didn't catch that.", 'unknown'),
      turn('t4', 'command', '', 'What can I get you?'),
      turn('t5', 'spoken', 'A tea, please.', '', 'heard'),
    ],
  });
  expect(lines.map((line) => [line.kind, line.kind === 'hint' ? '' : line.text])).toEqual([
    ['tutor', 'What can I get you?'],
    ['learner', 'I want tea.'],
    ['tutor', 'We say: a tea, please.'],
    ['learner', ''],
    ['tutor', "Sorry, I didn't catch that."],
    ['tutor', 'What can I get you?'],
    ['learner', 'A tea, please.'],
  ]);
  expect(lines[1]).toMatchObject({ how: 'typed', settled: true, verdict: 'heard' });
  expect(lines[3]).toMatchObject({ how: 'spoken', verdict: 'unknown' });
  // They are over: nothing of them is lit, and the next reply is not taken for theirs.
  expect(lines[0]).toMatchObject({ fate: 'spoken', sound: 'played', language: 'en' });
  expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
});
