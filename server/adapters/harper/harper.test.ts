import { afterAll, describe, expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { grammarContract } from '../../ports/grammar/contract.ts';
import { correctEnglish, correctSpokenEnglish } from './correct-english.ts';
import { createHarper } from './harper.ts';
import { findingOfLint, type HarperLint } from './harper-findings.ts';

grammarContract('harper', async () => ({
  grammar: createHarper({ clock: realClock }),
  language: 'en',
  wrong: 'She have a car.',
  mistake: 'have',
  right: 'has',
  fine: 'My friend Małgorzata lives in Kraków.',
  name: 'pierogi ruskie',
  hanging: createHarper({ clock: realClock, entry: new URL('./stuck-test-worker.ts', import.meta.url) }),
  failing: createHarper({ clock: realClock, entry: new URL('./no-such-worker.ts', import.meta.url) }),
}));

describe('harper', { timeout: 60_000 }, () => {
  const harper = createHarper({ clock: realClock });
  afterAll(() => harper[Symbol.asyncDispose]());
  const find = (text: string, spoken = false, words: string[] = []) =>
    harper.check({ text, language: 'en', spoken, words }, new AbortController().signal);

  test('correct sentences have no finding, typed or spoken', async () => {
    for (const text of correctEnglish) expect(await find(text), text).toEqual([]);
    for (const text of correctSpokenEnglish) expect(await find(text, true), text).toEqual([]);
  });

  test.each([
    ['I goed to school.', 'learner.wrongly-regular', 'went'],
    ["He don't like coffee.", 'harper.PronounVerbAgreement', "doesn't"],
    ["I didn't went there.", 'harper.DidPast', 'go'],
    ['She is a engineer.', 'harper.AnA', 'an'],
    ['I lived here since five years.', 'harper.SinceDuration', 'for five years'],
    ['I would of gone.', 'harper.ModalOf', 'would have'],
    ['We discussed about it.', 'harper.Discuss', 'discussed'],
    ['I am agree with you.', 'learner.am-agree', 'I agree'],
    ['i recieve it', 'harper.SpellCheck', 'receive'],
  ])('%s', async (text, rule, fix) => {
    const found = (await find(text)).filter((finding) => finding.kind !== 'ORTH');
    expect(found.map((finding) => [finding.rule, finding.suggestions[0]])).toEqual([[rule, fix]]);
  });

  test('spoken text has no spelling and no capitals to be wrong', async () => {
    expect((await find('i dont know if he will recieve it')).map((finding) => finding.kind)).toEqual([
      'ORTH',
      'SPELL',
      'SPELL',
    ]);
    expect(await find('i dont know if he will recieve it', true)).toEqual([]);
  });

  test('names and lesson words are never misspelt', async () => {
    expect(await find('I eat bigos and żurek.', false, ['bigos', 'żurek'])).toEqual([]);
    expect((await find('I eat biscits.')).map((finding) => finding.kind)).toEqual(['SPELL']);
    expect(await find('I eat biscits.', false, ['biscits'])).toEqual([]);
  });

  test('a question in another language has no spelling', async () => {
    for (const text of [
      'Jak się mówi kawa?',
      'Nie wiem.',
      'poproszę herbatę',
      'Excusez moi, je voudrais',
      'dziękuję',
    ]) {
      expect(await find(text), text).toEqual([]);
    }
  });
});

describe('what the engine says becomes a finding', () => {
  const lint = (rule: string, kind: string, suggestions: string[] = []): HarperLint => ({
    rule,
    kind,
    start: 0,
    end: 4,
    message: 'm',
    suggestions,
  });
  const kindOf = (given: HarperLint, text = 'word', spoken = false) =>
    findingOfLint(given, text, spoken, new Set())?.kind;

  test('taste is none', () => {
    for (const kind of [
      'Style',
      'Readability',
      'Enhancement',
      'Punctuation',
      'Formatting',
      'Typo',
      'Regionalism',
      'Capitalization',
    ]) {
      expect(kindOf(lint('AnyRule', kind))).toBeUndefined();
    }
    expect(kindOf(lint('ItsPossessive', 'Agreement'))).toBeUndefined();
  });

  test('errors keep their kind', () => {
    expect(kindOf(lint('AnyRule', 'Agreement'))).toBe('VERB:SVA');
    expect(kindOf(lint('AnA', 'Miscellaneous'))).toBe('DET');
  });

  test('quoted words stand in quotation marks, not in those of code', () => {
    const given = { ...lint('AnA', 'Miscellaneous'), message: 'Say `an`, not `a`.' };
    expect(findingOfLint(given, 'a apple', false, new Set())?.message).toBe('Say “an”, not “a”.');
  });

  test('a capital protects a name, not a lost apostrophe', () => {
    expect(kindOf(lint('SpellCheck', 'Spelling', ['Rose']), 'Roze')).toBeUndefined();
    expect(kindOf(lint('SpellCheck', 'Spelling', ["Don't"]), 'Dont')).toBe('SPELL');
  });

  test('three suggestions are enough', () => {
    expect(
      findingOfLint(lint('SpellCheck', 'Spelling', ['word', 'ward', 'wood', 'work']), 'worc', false, new Set())
        ?.suggestions,
    ).toHaveLength(3);
  });
});
