import { expect, test } from 'vitest';
import { plainKind } from './error-kind.ts';

test.each([
  ['R:VERB:FORM', 'kind.VERB'],
  ['CASE', 'kind.CASE'],
  ['NEG-GEN', 'kind.NEG'],
  ['NUMERAL-GOV', 'kind.NUMERAL'],
  ['R:WO', 'kind.ORDER'],
  ['M:PREP', 'kind.PREP'],
  ['something new', 'kind.other'],
  ['', 'kind.other'],
])('%s is told as %s', (kind, word) => {
  expect(plainKind(kind)).toBe(word);
});
