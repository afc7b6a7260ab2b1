import { expect, test } from 'vitest';
import type { ConversationEvent } from '../../turn/events.ts';
import { correctionNames } from './name-corrections.ts';

const effect = (turn: string, name: string, data: Record<string, unknown>): ConversationEvent => ({
  ...{ kind: 'effect', turn: { id: turn, revision: 0 }, name, data },
});
const juice = { said: 'Give me juice.', better: 'Can I have juice?', id: '' };
const tea = { said: 'I take tea.', better: 'A tea, please.', id: '' };

test('[S45] a correction is named by its turn, and the summary tells it under that name', () => {
  const named = correctionNames();
  expect(named(effect('t1', 'feedback', { verdict: 'wrong-form', correction: juice }))).toMatchObject({
    data: { correction: { ...juice, id: 't1/w' } },
  });
  named(effect('t2', 'feedback', { verdict: 'wrong-form', correction: juice }));
  expect(named(effect('t9', 'summary', { corrected: [{ ...juice, repaired: true }, tea] }))).toMatchObject({
    data: {
      corrected: [
        { said: juice.said, id: 't2/w', repaired: true },
        { said: tea.said, id: '' },
      ],
    },
  });
});

test('[S45] what tells no correction is left as it is', () => {
  const named = correctionNames();
  for (const event of [
    effect('t1', 'feedback', { correction: null }),
    effect('t1', 'feedback', {}),
    effect('t1', 'summary', {}),
    effect('t1', 'map', { correction: juice }),
  ]) {
    expect(named(event)).toBe(event);
  }
});
