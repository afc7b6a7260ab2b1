import { realClock } from '../../kit/clock.ts';
import { fakeGrammar } from './fake.ts';
import type { Grammar, GrammarFinding } from './port.ts';

export interface BrokenGrammar {
  /** The check of the contract that must see it. */
  fails: string;
  grammar: Grammar;
}

/** Deliberately broken checkers of English: the contract rejects each, and the engine's tests must survive each. */
export function brokenGrammar(): Readonly<Record<string, BrokenGrammar>> {
  const inOrder = 'finds several in order, none over another';
  return {
    'finds nothing': changed('finds a mistake at its place, with the right words first', () => []),
    'misplaces what it finds': changed('finds a mistake at its place, with the right words first', (found) =>
      found.map((one) => ({ ...one, end: one.end + 1 })),
    ),
    'finds everything twice': changed('finds a mistake at its place, with the right words first', (found) => [
      ...found,
      ...found,
    ]),
    'has its suggestions the wrong way round': changed(
      'finds a mistake at its place, with the right words first',
      (found) => found.map((one) => ({ ...one, suggestions: ['wrong', ...one.suggestions] })),
    ),
    'counts code points': changed('counts places in UTF-16 units', (found, text) =>
      found.map((one) => ({
        ...one,
        start: [...text.slice(0, one.start)].length,
        end: [...text.slice(0, one.end)].length,
      })),
    ),
    'knows only the first': changed(inOrder, (found) => found.slice(0, 1)),
    'gives them backwards': changed(inOrder, (found) => found.toReversed()),
    'objects to what is right': changed('finds nothing in what is right, nor in nothing', (found, text) =>
      found.length > 0
        ? found
        : [{ start: 0, end: text.length, kind: 'OTHER', rule: 'x', message: 'Hm.', suggestions: [] }],
    ),
    'ignores the names': { fails: 'leaves the names alone that it is told', grammar: deafToNames() },
    'mixes answers': { fails: 'answers many at once without mixing them', grammar: mixing() },
    'takes any language': {
      fails: 'refuses a language it does not list with a RangeError',
      grammar: withCheck((fake) => (request, signal) => fake.check({ ...request, language: 'en' }, signal)),
    },
    'answers when aborted': {
      fails: 'answers nothing when aborted',
      grammar: withCheck((fake) => (request) => fake.check(request, new AbortController().signal)),
    },
    'never ends': {
      fails: 'a world that never answers ends on abort or as an Outage',
      grammar: withCheck(() => () => new Promise(() => undefined)),
    },
    'fails with any error': {
      fails: 'a world that fails is an Outage of this port',
      grammar: withCheck(() => () => Promise.reject(new TypeError('fetch failed'))),
    },
    'hides a failure': {
      fails: 'a world that fails is an Outage of this port',
      grammar: withCheck(() => async () => []),
    },
    'checks after its end': {
      fails: 'checks no more once disposed, and may be disposed twice',
      grammar: { ...fakeGrammar(realClock), [Symbol.asyncDispose]: async () => undefined },
    },
  };
}

function withCheck(breakIt: (fake: Grammar) => Grammar['check']): Grammar {
  const fake = fakeGrammar(realClock, { mistakes: { 'I goed': 'I went', 'zosia': 'Zosia' } });
  return { ...fake, check: breakIt(fake) };
}

function changed(
  fails: string,
  change: (found: readonly GrammarFinding[], text: string) => readonly GrammarFinding[],
): BrokenGrammar {
  return {
    fails,
    grammar: withCheck((fake) => async (request, signal) => change(await fake.check(request, signal), request.text)),
  };
}

function deafToNames(): Grammar {
  return withCheck(
    (fake) =>
      ({ text, language, spoken }, signal) =>
        fake.check({ text, language, spoken }, signal),
  );
}

/** Answers whoever asked before with what was asked last. */
function mixing(): Grammar {
  let last = '';
  return withCheck((fake) => async (request, signal) => {
    last = request.text;
    await Promise.resolve();
    return fake.check({ ...request, text: last }, signal);
  });
}
