import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test('markup and phoneme codes are put out of action, and nothing moves', () => {
  for (const [given, plain] of [
    ['a < b > c', 'a   b   c'],
    ['&lt;b&gt; & &#60; &x', ' lt;b gt; &  #60; &x'],
    ["[[h@l'oU]] [a]", " [h@l'oU]] [a]"],
    ['tak 👍 nie', 'tak    nie'],
    ['a\u0000b\nc', 'a b c'],
    ['Zażółć 5 & 6.', 'Zażółć 5 & 6.'],
  ] as const) {
    expect(plainText(given)).toBe(plain);
    expect(plainText(given)).toHaveLength(given.length);
  }
});
