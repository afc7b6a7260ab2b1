import { expect, test } from 'vitest';
import type { ReviewCard } from '../../wire/api/review.ts';
import { beginPlayer, type PlayerAct, type PlayerState, reducePlayer } from './player-state.ts';

const NOW = Date.parse('2026-05-04T10:00:00Z');
const card = (id: string, due = '2026-05-04T09:00:00Z'): ReviewCard => ({ id, due, suspended: false }) as ReviewCard;
const ids = ({ ahead }: PlayerState): string[] => ahead.map(({ id }) => id);
const after = (state: PlayerState, ...acts: PlayerAct[]): PlayerState => acts.reduce(reducePlayer, state);
const start = beginPlayer([card('a'), card('b'), card('c')]);

test('a card is graded only after it was turned over', () => {
  expect(ids(after(start, { type: 'graded', grade: 3, event: 'e1' }))).toEqual(['a', 'b', 'c']);
  const next = after(start, { type: 'revealed' }, { type: 'graded', grade: 3, event: 'e1' });
  expect(ids(next)).toEqual(['b', 'c']);
  expect(next).toMatchObject({ revealed: false, answered: [{ grade: 3, event: 'e1' }] });
});

test('a card that is due again soon comes back at the end, another does not', () => {
  const graded = after(start, { type: 'revealed' }, { type: 'graded', grade: 1, event: 'e1' });
  const soon = after(graded, { type: 'scheduled', card: card('a', '2026-05-04T10:01:00Z'), now: NOW });
  expect(ids(soon)).toEqual(['b', 'c', 'a']);
  const late = after(graded, { type: 'scheduled', card: card('a', '2026-05-07T10:00:00Z'), now: NOW });
  expect(ids(late)).toEqual(['b', 'c']);
  const leech = { ...card('a', '2026-05-04T10:01:00Z'), suspended: true };
  expect(ids(after(graded, { type: 'scheduled', card: leech, now: NOW }))).toEqual(['b', 'c']);
});

test('undo puts the last card back on the table, once', () => {
  const graded = after(start, { type: 'revealed' }, { type: 'graded', grade: 1, event: 'e1' });
  const soon = after(graded, { type: 'scheduled', card: card('a', '2026-05-04T10:01:00Z'), now: NOW });
  const back = after(soon, { type: 'undone' });
  expect(ids(back)).toEqual(['a', 'b', 'c']);
  expect(back.answered).toEqual([]);
  expect(after(back, { type: 'undone' })).toBe(back);
});

test('a card put aside is passed over without a grade', () => {
  const next = after(start, { type: 'revealed' }, { type: 'aside' });
  expect(ids(next)).toEqual(['b', 'c']);
  expect(next).toMatchObject({ revealed: false, answered: [] });
});
