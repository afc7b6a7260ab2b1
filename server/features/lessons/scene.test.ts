import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import type { Scene } from '../../turn/scene.ts';
import { type FakeLearner, fakeLearner } from './fake.ts';
import { loadContent } from './load-content.ts';
import { lessonScene } from './scene.ts';

const content = loadContent(fileURLToPath(new URL('../../../content', import.meta.url)));
const clock = new VirtualClock();

function sceneOf(id: string, more: { state?: unknown; translateTo?: string } = {}): Scene {
  const lesson = content.lessons.find((one) => one.id === id);
  if (!lesson || !content.commands) throw new Error(`no ${id}`);
  return lessonScene({ lesson, commands: content.commands, clock, ...more });
}

let scene: Scene;
let learner: FakeLearner;

beforeEach(async () => {
  scene = sceneOf('cafe-en');
  learner = fakeLearner(scene);
  await learner.open();
});

const cappuccino = "I'd like a cappuccino, please.";
const notCaught = "Sorry, I didn't catch that.";
const order = 'What can I get you?';

describe('answering', () => {
  test('[S9] the reply of the branch comes before its next line', async () => {
    const answered = await learner.says('An orange juice, please.');
    expect(answered.text).toBe('Of course. We make it fresh. Small, medium or large?');
    expect(answered.names).toEqual(['feedback', 'progress', 'prompt']);
  });

  test('[S54] a quiz is offered once, when what it asks about is left, and the talk goes on', async () => {
    expect((await learner.says("I'd like a black coffee, please.")).names).not.toContain('quiz');
    expect((await learner.says('How much is a large one?')).names).not.toContain('quiz');
    const left = await learner.says('A large one, please.');
    expect(left.effect('quiz')).toEqual({ lesson: 'cafe-en', quiz: 'q1', after: 'size', questions: 3 });
    expect(left.text).toContain('anything to eat');
    expect((await learner.says('Yes, a croissant, please.')).names).not.toContain('quiz');
  });

  test('[S54] a quiz on a branch that was not taken is offered as soon as the talk is past it', async () => {
    const way = ["I'd like a black coffee, please.", 'A large one, please.', 'Yes, a croissant, please.'];
    for (const answer of [...way, 'To take away, please.']) await learner.says(answer);
    expect((await learner.says('No, thanks.')).effect('quiz')).toMatchObject({ quiz: 'q2', after: 'seat' });
  });

  test('[S11] a mistake is the learner’s to mend first, then said right once, and the repair noted', async () => {
    const prompted = await learner.says('I want cappuccino.');
    expect(prompted.text).toBe('Almost. Can you put that a little differently?');
    expect(prompted.effect('feedback')).toMatchObject({
      verdict: 'wrong-form',
      correction: null,
      answer: '',
      expected: [],
    });
    const corrected = await learner.says('I want cappuccino.');
    expect(corrected.text).toBe("We say: I'd like a cappuccino, please. Now you.");
    expect(corrected.effect('feedback')).toMatchObject({
      verdict: 'wrong-form',
      correction: { said: 'I want cappuccino.', better: cappuccino, kind: 'REGISTER' },
    });
    const repaired = await learner.says(cappuccino);
    expect(repaired.effect('feedback')).toMatchObject({ verdict: 'right', attempt: 3 });
    const ended = await learner.presses('stop');
    expect(ended.effect('summary')).toMatchObject({
      with_help: 1,
      corrected: [{ better: cappuccino, repaired: true }],
    });
  });

  test.each<[string, (one: FakeLearner) => Promise<unknown>]>([
    ['the same mistake', (one) => one.says('I take a tea.')],
    ['another mistake', (one) => one.says('I want cappuccino.')],
    ['babble', (one) => one.babbles()],
    ['something else typed', (one) => one.types('what a lovely day it is')],
  ])('[S11] after the correction the talk goes on: %s', async (_, second) => {
    await learner.says('I take a tea.');
    await learner.says('I take a tea.');
    await second(learner);
    const ended = await learner.presses('stop');
    const summary = ended.effect('summary');
    expect(summary).toMatchObject({ exchanges: 1, shown: 1 });
    expect(summary?.corrected[0]).toMatchObject({ said: 'I take a tea.', repaired: false });
  });

  test('[S12] spoken misses: repeat with a hint, the answer, then on', async () => {
    const first = await learner.babbles();
    expect(first.names).toEqual(['feedback', 'hint', 'prompt']);
    expect(first.spoken.map(({ language }) => language)).toEqual(['en', 'en', 'pl', 'en']);
    expect(first.effect('feedback')?.hint).not.toBe('');
    const second = await learner.babbles();
    expect(second.text).toBe(`${notCaught} You can say: ${cappuccino} Say it, or say: Skip this one.`);
    const third = await learner.babbles();
    expect(third.text).toContain("Let's go on. Sure. What kind of milk");
    expect((await learner.presses('stop')).effect('summary')).toMatchObject({
      shown: 1,
      not_understood: 3,
      practise: [{ text: cappuccino }],
    });
  });

  test('[S12] the given answer may be said: it counts as shown', async () => {
    await learner.babbles();
    await learner.babbles();
    const answered = await learner.says(cappuccino);
    expect(answered.effect('prompt')?.exchange).toBe('milk');
    expect((await learner.presses('stop')).effect('summary')).toMatchObject({ first_try: 0, with_help: 0, shown: 1 });
  });

  test('[S12] a mistake after the given answer is corrected on the way', async () => {
    await learner.babbles();
    await learner.babbles();
    const answered = await learner.says('I want cappuccino.');
    expect(answered.text).toBe(`It's: ${cappuccino} Let's go on. Sure. What kind of milk would you like?`);
    expect(answered.effect('feedback')?.correction?.better).toBe(cappuccino);
  });

  test('[S12] an answer that a hint gave away may be tried twice more', async () => {
    for (let n = 0; n < 5; n++) await learner.presses('hint');
    for (let n = 0; n < 2; n++) {
      const missed = await learner.babbles();
      expect(missed.text).toBe(`${notCaught} You can say: ${cappuccino}`);
    }
    expect((await learner.babbles()).text).toContain("Let's go on.");
  });

  test('[S21] nothing right at once is no cause for praise, nor for blame', async () => {
    await learner.presses('skip');
    expect((await learner.presses('stop')).text).toBe(
      "That's a start. It will be easier next time. Goodbye, and see you soon!",
    );
  });

  test('[S13] questions of the learner are answered, the third goes on', async () => {
    await learner.says('An orange juice, please.');
    for (let n = 0; n < 2; n++) {
      const asked = await learner.says('How much is a large one?');
      expect(asked.text).toBe('A large one is four pounds. Small, medium or large?');
    }
    const third = await learner.says('How much is a large one?');
    expect(third.text).toBe('A large one is four pounds. Would you like anything to eat?');
  });
});

describe('help', () => {
  test('[S15] commands in either language leave the state as it was', async () => {
    await learner.mumbles(cappuccino);
    const before = scene.snapshot();
    for (const text of ['repeat', 'powtórz', 'wolniej', 'pomoc', 'co to znaczy', 'what does that mean', 'dlaczego']) {
      expect((await learner.types(text)).text).not.toBe('');
    }
    expect(scene.snapshot()).toEqual(before);
  });

  test('[S15] every spoken command of the table is listened for and done', async () => {
    for (const { text } of scene.listen().commands) {
      const answered = await learner.says(text);
      expect(answered.names).not.toContain('feedback');
      expect(answered.text).not.toBe('');
    }
  });

  test('[S15] an unknown button helps', async () => {
    expect((await learner.presses('dance')).text).toMatch(/^Odpowiedz na pytanie/);
  });

  test('[S16] slower and repeat', async () => {
    const slower = await learner.presses('slower');
    expect(slower.spoken).toEqual([{ text: `Hello! ${order}`, language: 'en', speed: 0.75 }]);
    const repeated = await learner.presses('repeat');
    expect(repeated.spoken).toEqual([{ text: `Hello! ${order}`, language: 'en', speed: undefined }]);
    expect(repeated.effect('prompt')).toMatchObject({ n: 1, exchange: 'order', translation_language: 'pl' });
    await learner.says('I want cappuccino.');
    await learner.says('I want cappuccino.');
    expect((await learner.presses('slower')).spoken).toEqual([
      { text: `We say: ${cappuccino} Now you.`, language: 'en', speed: 0.75 },
    ]);
  });

  test('[S17] hints climb to the answer, which counts as shown', async () => {
    const levels: unknown[] = [];
    for (let n = 0; n < 6; n++) {
      const hinted = await learner.presses('hint');
      const hint = hinted.effect('hint');
      if (hint)
        levels.push([hint.level, hint.levels, hint.text === '' ? hint.choices.length : hint.text, hint.language]);
      expect(hinted.text).not.toBe('');
    }
    expect(levels).toEqual([
      [1, 5, expect.stringContaining('napój'), 'pl'],
      [2, 5, expect.stringContaining('pytania'), 'pl'],
      [3, 5, "I'd like a …", 'en'],
      [4, 5, 3, 'en'],
      [5, 5, cappuccino, 'en'],
    ]);
    await learner.says(cappuccino);
    expect((await learner.presses('stop')).effect('summary')).toMatchObject({ shown: 1 });
  });

  test('[S18] the meaning, of the line or of what was just given, in the own language', async () => {
    const line = await learner.presses('meaning');
    expect(line.spoken).toEqual([{ text: 'Dzień dobry! Co podać?', language: 'pl', speed: undefined }]);
    await learner.says('I want cappuccino.');
    await learner.says('I want cappuccino.');
    const given = await learner.types('przetłumacz');
    expect(given.effect('translation')).toMatchObject({ text: cappuccino, translation: 'Poproszę cappuccino.' });
    expect((await learner.presses('why')).spoken[0]?.language).toBe('pl');
  });

  test('[S18] a learner of another language is helped in the language of the lesson', async () => {
    const other = fakeLearner(sceneOf('cafe-en', { translateTo: 'de' }));
    await other.open();
    const all = [
      await other.presses('help'),
      await other.presses('hint'),
      await other.presses('meaning'),
      await other.presses('why'),
      await other.babbles(),
    ];
    expect(new Set(all.flatMap(({ spoken }) => spoken.map(({ language }) => language)))).toEqual(new Set(['en']));
  });
});

describe('state', () => {
  test('[S19] a reply that is not committed leaves no trace', async () => {
    const before = scene.snapshot();
    const reply = scene.reply(
      { how: 'spoken', text: '', verdict: 'heard', phraseId: 'a0', words: [], tentative: true },
      new AbortController().signal,
    );
    for await (const part of reply.parts) expect(part).toBeDefined();
    expect(scene.snapshot()).toEqual(before);
    reply.commit();
    expect(scene.snapshot()).toMatchObject({ state: { at: 'milk' } });
  });

  test('[S19] nothing is said after an abort', async () => {
    const stop = new AbortController();
    const reply = scene.reply({ how: 'asked', text: '', verdict: 'heard', words: [], tentative: false }, stop.signal);
    stop.abort();
    for await (const part of reply.parts) expect.unreachable(JSON.stringify(part));
  });

  test('[S20] a snapshot goes on where it stood, after a word of welcome', async () => {
    await learner.says('I take a tea.');
    await learner.says('I take a tea.');
    const later = fakeLearner(sceneOf('cafe-en', { state: JSON.parse(JSON.stringify(scene.snapshot())) }));
    const opened = await later.open();
    expect(opened.text).toBe('Welcome back. We say: A cup of tea, please. Now you.');
    expect(opened.effect('prompt')?.exchange).toBe('order');
    expect((await later.says('A cup of tea, please.')).effect('prompt')?.exchange).toBe('tea');
  });

  test.each<[string, (saved: { state: Record<string, unknown>; lesson: string }) => unknown]>([
    ['nothing', () => undefined],
    ['garbage', () => ({ version: 9 })],
    ['another lesson', (saved) => ({ ...saved, lesson: 'cafe-pl' })],
    ['an exchange that is gone', (saved) => ({ ...saved, state: { ...saved.state, at: 'gone' } })],
    ['a wrong form that is gone', (saved) => ({ ...saved, state: { ...saved.state, repair: 'w99' } })],
    ['a command that is gone', (saved) => ({ ...saved, state: { ...saved.state, confirm: 'c:dance' } })],
    [
      'a result that is gone',
      (saved) => ({
        ...saved,
        state: { ...saved.state, results: [{ exchange: 'x', outcome: 'shown', answer: 'a0' }] },
      }),
    ],
    ['a negative count', (saved) => ({ ...saved, state: { ...saved.state, misses: -1 } })],
  ])('[S20] %s begins anew', async (_, spoil) => {
    await learner.says('A cup of tea, please.');
    const saved = structuredClone(scene.snapshot()) as { state: Record<string, unknown>; lesson: string };
    const later = sceneOf('cafe-en', { state: spoil(saved) });
    expect((await fakeLearner(later).open()).text).toBe(`Hello! ${order}`);
  });

  test('[S20] a snapshot of before there were tutor modes goes on too', async () => {
    await learner.says('A cup of tea, please.');
    const saved = structuredClone(scene.snapshot()) as { state: Record<string, unknown> };
    for (const name of ['prompted', 'well', 'again', 'repeating']) delete saved.state[name];
    const later = fakeLearner(sceneOf('cafe-en', { state: saved }));
    expect((await later.open()).effect('prompt')?.exchange).toBe('tea');
  });

  test('[S20] a word of welcome is not for one who has said nothing yet', async () => {
    const later = fakeLearner(sceneOf('cafe-en', { state: scene.snapshot() }));
    expect((await later.open()).text).toBe(`Hello! ${order}`);
  });

  test('[S21] minutes are those spent talking', async () => {
    await clock.advance(90_000);
    await learner.says(cappuccino);
    await clock.advance(3_600_000);
    await learner.says('Oat milk, please.');
    expect((await learner.presses('stop')).effect('summary')?.minutes).toBe(3.5);
  });

  test('[S22] after the end: again by voice, text or command, and a polite no', async () => {
    await learner.presses('stop');
    expect(scene.listen().phrases.map(({ id }) => id.split(':')[1])).toEqual(['yes', 'yes', 'no', 'no', 'again']);
    expect((await learner.babbles()).text).toBe(`${notCaught} Shall we do it again?`);
    expect((await learner.says('No.')).text).toBe('Goodbye, and see you soon!');
    expect((await learner.presses('skip')).text).toBe('Shall we do it again?');
    expect((await learner.hears({ how: 'asked' })).text).toBe('Shall we do it again?');
    expect((await learner.says('Once more, please.')).effect('progress')).toMatchObject({ done: 0 });
    await learner.presses('stop');
    expect((await learner.types('yes')).text).toContain(order);
    await learner.presses('stop');
    expect((await learner.presses('restart')).text).toContain(order);
  });
});
