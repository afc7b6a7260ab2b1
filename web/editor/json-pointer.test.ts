import { expect, test } from 'vitest';
import { getAt, join, moveIn, setAt } from './json-pointer.ts';

const lesson = { title: 'A', dialogues: [{ id: 'a', tutor: 'Cześć' }, { id: 'b' }] };

test('a place is read, and nothing where nothing is', () => {
  expect(getAt(lesson, '/dialogues/0/tutor')).toBe('Cześć');
  expect(getAt(lesson, '')).toBe(lesson);
  expect(getAt(lesson, '/dialogues/7/tutor')).toBeUndefined();
  expect(getAt(lesson, '/title/0/x')).toBeUndefined();
});

test('a place is set, made where it was not, and what lies beside it is untouched', () => {
  const changed = setAt(lesson, '/dialogues/1/tutor', 'Hej');
  expect(changed).toEqual({
    title: 'A',
    dialogues: [
      { id: 'a', tutor: 'Cześć' },
      { id: 'b', tutor: 'Hej' },
    ],
  });
  expect(getAt(changed, '/dialogues/0')).toBe(lesson.dialogues[0]);
  expect(lesson.dialogues[1]).toEqual({ id: 'b' });
  expect(setAt(undefined, '/a/b', 1)).toEqual({ a: { b: 1 } });
});

test('a place is taken away', () => {
  expect(setAt(lesson, '/dialogues/0', undefined)).toEqual({ title: 'A', dialogues: [{ id: 'b' }] });
  expect(setAt(lesson, '/title', undefined)).toEqual({ dialogues: lesson.dialogues });
});

test('a key with a slash or a tilde is one key', () => {
  const pointer = join('', 'a/b~c');
  expect(pointer).toBe('/a~1b~0c');
  expect(getAt(setAt({}, pointer, 1), pointer)).toBe(1);
});

test.each([
  [0, 2, ['b', 'c', 'a']],
  [2, 0, ['c', 'a', 'b']],
  [1, 1, ['a', 'b', 'c']],
  [9, 0, ['a', 'b', 'c']],
])('moving %i to %i', (from, to, list) => {
  expect(moveIn(['a', 'b', 'c'], from, to)).toEqual(list);
});
