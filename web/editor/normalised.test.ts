import { expect, test } from 'vitest';
import { normalisedContent } from './normalised.ts';

test('bare answers get room for more, others stay as they are', () => {
  const answer = { text: 'Hej', translation: 'Hi' };
  const content = {
    title: 'A',
    dialogues: [
      { id: 'a', expected: ['Cześć', answer] },
      { id: 'b', expected: [answer] },
    ],
  };
  expect(normalisedContent(content)).toEqual({
    title: 'A',
    dialogues: [
      { id: 'a', expected: [{ text: 'Cześć' }, answer] },
      { id: 'b', expected: [answer] },
    ],
  });
});

test.each([[{}], [{ dialogues: null }], [{ dialogues: [null, { expected: 3 }] }]])('%j stays as it is', (content) => {
  expect(normalisedContent(content)).toEqual(content);
});
