import { expect, test } from 'vitest';
import { beginDraft, type DraftAct, type DraftHistory, reduceDraft } from './draft-history.ts';

const after = (...acts: DraftAct[]): DraftHistory => acts.reduce(reduceDraft, beginDraft({ title: '' }));
const type = (pointer: string, value: string): DraftAct => ({ type: 'set', pointer, value });

test('typing on in one field is one step back', () => {
  const typed = after(type('/title', 'K'), type('/title', 'Ka'), type('/level', 'A1'));
  expect(typed.now).toEqual({ title: 'Ka', level: 'A1' });
  const once = reduceDraft(typed, { type: 'undo' });
  expect(once.now).toEqual({ title: 'Ka' });
  expect(reduceDraft(once, { type: 'undo' }).now).toEqual({ title: '' });
});

test('after a rest the same field is another step', () => {
  const typed = after(type('/title', 'Ka'), { type: 'rested' }, type('/title', 'Kawa'), { type: 'undo' });
  expect(typed.now).toEqual({ title: 'Ka' });
});

test('what was undone comes back, until something new is written', () => {
  const undone = after(type('/title', 'K'), { type: 'undo' });
  expect(reduceDraft(undone, { type: 'redo' }).now).toEqual({ title: 'K' });
  const written = reduceDraft(undone, type('/title', 'H'));
  expect(reduceDraft(written, { type: 'redo' })).toBe(written);
});

test('an entry that is removed is a step of its own', () => {
  const list: DraftAct = { type: 'set', pointer: '/tags', value: ['a', 'b'] };
  const removed: DraftAct = { type: 'set', pointer: '/tags', value: ['a'] };
  expect(after(list, removed, { type: 'undo' }).now).toEqual({ title: '', tags: ['a', 'b'] });
});

test('nothing to undo is nothing', () => {
  const fresh = beginDraft({});
  expect(reduceDraft(fresh, { type: 'undo' })).toBe(fresh);
  expect(reduceDraft(fresh, { type: 'redo' })).toBe(fresh);
});
