import { describe, expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { brokenGrammar } from './broken.ts';
import { grammarChecks, grammarContract } from './contract.ts';
import { fakeGrammar } from './fake.ts';
import { orderFindings } from './order-findings.ts';
import type { GrammarFinding } from './port.ts';
import { protectedWords } from './protected-words.ts';
import { routeGrammar } from './route-grammar.ts';

const mistakes = { 'I goed': 'I went', 'zosia': 'Zosia' };
const subject = {
  language: 'en',
  wrong: 'Then I goed home.',
  mistake: 'I goed',
  right: 'I went',
  fine: 'Then I went home.',
  name: 'zosia',
};

grammarContract('fake', async () => ({
  ...subject,
  grammar: fakeGrammar(realClock, { mistakes }),
  hanging: fakeGrammar(realClock, { script: { end: 'hang' } }),
  failing: fakeGrammar(realClock, { script: { end: 'fail' } }),
}));

grammarContract('router', async () => ({
  ...subject,
  grammar: routeGrammar([
    fakeGrammar(realClock, { languages: ['pl'] }),
    fakeGrammar(realClock, { mistakes, languages: ['en'] }),
  ]),
  failing: routeGrammar([fakeGrammar(realClock, { script: { end: 'fail' } })]),
}));

describe('the contract rejects a checker that', () => {
  for (const [name, { fails, grammar }] of Object.entries(brokenGrammar())) {
    test(name, async () => {
      const check = grammarChecks[fails];
      if (!check) throw new Error(`no check “${fails}”`);
      await expect(check({ ...subject, grammar, hanging: grammar, failing: grammar })).rejects.toThrow();
    });
  }
});

test('of two findings in one place the one given first stays', () => {
  const at = (start: number, end: number, rule: string): GrammarFinding => ({
    start,
    end,
    rule,
    kind: 'OTHER',
    message: '',
    suggestions: [],
  });
  const ordered = orderFindings([at(10, 14, 'ours'), at(12, 20, 'theirs'), at(0, 10, 'before'), at(10, 14, 'again')]);
  expect(ordered.map((finding) => finding.rule)).toEqual(['before', 'ours']);
});

test('every word of a protected name is protected', () => {
  expect([...protectedWords(['Nowy Świat', "O'Neill, Jr."])]).toEqual(['nowy', 'świat', "o'neill", 'jr']);
});
