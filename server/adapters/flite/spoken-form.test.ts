import { expect, test } from 'vitest';
import { spokenForm } from './spoken-form.ts';

test.each([
  ['café,', 'cafe,'],
  ['Łódź…', 'Lodz...'],
  ['that’s', "that's"],
  ['“please”', '"please"'],
  ['£3.50,', '3 pounds 50,'],
  ['€20', '20 euros'],
  ['$3.50', '$3.50'],
  ['zł', 'zlotys'],
  ['złoto', 'zloto'],
  ['twenty–five', 'twenty-five'],
  ['straße', 'strasse'],
  ['привет', ''],
  ['—', ''],
  ['👍', ''],
])('%s is said as %s', (word, form) => {
  expect(spokenForm(word)).toBe(form);
});
