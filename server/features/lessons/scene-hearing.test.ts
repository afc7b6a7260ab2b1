import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import type { Scene } from '../../turn/scene.ts';
import { type FakeLearner, fakeLearner } from './fake.ts';
import { loadContent } from './load-content.ts';
import { readLesson } from './read-lesson.ts';
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

describe('understanding speech', () => {
  test('[S1] text without a phrase is not understood, whatever it says', async () => {
    const answered = await learner.hears({ verdict: 'heard', text: cappuccino });
    expect(answered.effect('feedback')).toMatchObject({ verdict: 'not-understood', heard: '', answer: '' });
    expect(answered.text).toContain(notCaught);
  });

  test('[S1] the phrase decides, not the text that came with it', async () => {
    const answered = await learner.hears({ verdict: 'heard', phraseId: 'a0', text: 'a cup of tea please' });
    expect(answered.effect('feedback')).toMatchObject({ verdict: 'right', answer: cappuccino, score: null });
    expect(answered.effect('prompt')?.exchange).toBe('milk');
  });

  test('[S1] a phrase of another exchange is not understood', async () => {
    const answered = await learner.hears({ verdict: 'heard', phraseId: 'a9', text: 'x' });
    expect(answered.effect('feedback')?.verdict).toBe('not-understood');
  });

  test('[S2] babble gets no answer picked for it', async () => {
    const answered = await learner.babbles();
    expect(answered.effect('feedback')).toMatchObject({
      verdict: 'not-understood',
      heard: '',
      answer: '',
      expected: [],
      words: [],
      score: null,
    });
    expect(answered.effect('prompt')?.exchange).toBe('order');
  });

  test('[S3] a missed word makes it close; the first is the focus', async () => {
    const words = ["I'd", 'like', 'a', 'cappuccino', 'please'].map((text, n) => ({
      text,
      startMs: n * 100,
      endMs: n * 100 + 90,
      verdict: n === 3 ? ('missed' as const) : ('good' as const),
    }));
    const answered = await learner.says(cappuccino, words);
    expect(answered.effect('feedback')).toMatchObject({ verdict: 'close', focus_word: 'cappuccino' });
    expect(answered.effect('feedback')?.words).toHaveLength(5);
    expect(answered.effect('prompt')?.exchange).toBe('milk');
  });

  test('[S3] two words missed of five are fewer than most', async () => {
    const words = [1, 2, 3, 4, 5].map((n) => ({
      text: `w${n}`,
      startMs: 0,
      endMs: 1,
      verdict: n > 3 ? ('missed' as const) : ('good' as const),
    }));
    expect((await learner.says(cappuccino, words)).effect('feedback')).toMatchObject({
      verdict: 'close',
      focus_word: 'w4',
    });
  });

  test('[S2] unknown is unknown, even beside the nearest phrase', async () => {
    const answered = await learner.hears({ verdict: 'unknown', phraseId: 'a0', text: cappuccino });
    expect(answered.effect('feedback')).toMatchObject({ verdict: 'not-understood', heard: '', answer: '' });
  });

  test('[S3] mostly missed words are no answer', async () => {
    const words = ['a', 'b', 'c'].map((text) => ({ text, startMs: 0, endMs: 1, verdict: 'missed' as const }));
    const answered = await learner.says(cappuccino, words);
    expect(answered.effect('feedback')?.verdict).toBe('unsure');
    expect(answered.text).toBe("Did you say: I'd like a cappuccino, please?");
  });

  test('[S4] unsure, asked back: yes is an answer at the first try', async () => {
    const asked = await learner.mumbles('A cup of tea, please.');
    expect(asked.effect('feedback')).toMatchObject({ verdict: 'unsure', answer: 'A cup of tea, please.' });
    expect(asked.text).toBe('Did you say: A cup of tea, please?');
    const answered = await learner.says('Yes.');
    expect(answered.effect('feedback')).toMatchObject({ verdict: 'right', heard: 'A cup of tea, please.' });
    expect(answered.effect('prompt')?.exchange).toBe('tea');
    expect(answered.effect('progress')).toMatchObject({ done: 1, first_try: 1 });
  });

  test('[S4] unsure of a mistake, the right words are asked', async () => {
    const asked = await learner.mumbles('I want cappuccino.');
    expect(asked.text).toBe("Did you say: I'd like a cappuccino, please?");
    expect(asked.effect('feedback')?.correction).toBeNull();
  });

  test('[S4] the same words again are a yes', async () => {
    await learner.mumbles(cappuccino);
    const answered = await learner.mumbles(cappuccino);
    expect(answered.effect('feedback')?.verdict).toBe('close');
    expect(answered.effect('prompt')?.exchange).toBe('milk');
  });

  test('[S4] the same mistake again, however unsure, is corrected and not taken for the answer', async () => {
    await learner.mumbles('I take a tea.');
    const answered = await learner.mumbles('I take a tea.');
    expect(answered.effect('feedback')).toMatchObject({ verdict: 'wrong-form', correction: null });
    const again = await learner.says('I take a tea.');
    expect(again.effect('feedback')).toMatchObject({ verdict: 'wrong-form', correction: { said: 'I take a tea.' } });
    expect(again.text).toBe('We say: A cup of tea, please. Now you.');
  });

  test('[S4] no, then no again: the answer is given', async () => {
    await learner.mumbles(cappuccino);
    const again = await learner.says('No.');
    expect(again.text).toBe(`All right, please say it again. Hello! ${order}`);
    await learner.mumbles('A cup of tea, please.');
    const given = await learner.says('No, something else.');
    expect(given.text).toContain("You can say: I'd like a cappuccino, please.");
  });

  test('[S4] doubts come to an end', async () => {
    await learner.mumbles(cappuccino);
    await learner.mumbles('A cup of tea, please.');
    const answered = await learner.mumbles('An orange juice, please.');
    expect(answered.effect('feedback')).toMatchObject({ verdict: 'not-understood', heard: '' });
  });

  test('[S5] a doubtful stop is asked, a doubtful hint is given', async () => {
    const hinted = await learner.mumbles('Give me a hint.');
    expect(hinted.names).toEqual(['hint']);
    const asked = await learner.mumbles('Stop.');
    expect([asked.text, asked.names]).toEqual(['Did you say: Stop?', []]);
    const refused = await learner.says('No.');
    expect(refused.text).toContain(order);
    await learner.mumbles('Stop.');
    expect((await learner.says('Yes.')).names).toEqual(['summary']);
  });

  test('[S8] where the answer itself is a bare yes, it is one phrase with the yes to the question', async () => {
    const dialogues = [{ id: 'a', tutor: 'Ready?', expected: ['Yes.', 'Not yet.'] }];
    const { lesson } = readLesson(
      'x.json',
      JSON.stringify({ id: 'x', title: 'X', level: 'A1', language: 'en', dialogues }),
    );
    if (!lesson || !content.commands) throw new Error('not read');
    const small = lessonScene({ lesson, commands: content.commands, clock });
    const ids = (): string[] => small.listen().phrases.map(({ id }) => id);
    expect(ids()).toEqual(['a0', 'a1']);
    await fakeLearner(small).mumbles('Not yet.');
    expect(ids()).toEqual(['q:yes:0', 'q:yes:1', 'q:no:0', 'q:no:1', 'a1']);
  });

  test('[S8] yes is understood while the tutor asks, and only then', async () => {
    const ids = (): string[] => scene.listen().phrases.map(({ id }) => id);
    expect(ids().some((id) => id.startsWith('q:'))).toBe(false);
    await learner.mumbles(cappuccino);
    expect(ids().filter((id) => id.startsWith('q:'))).toEqual(['q:yes:0', 'q:yes:1', 'q:no:0', 'q:no:1']);
    expect((await learner.types('yes')).effect('prompt')?.exchange).toBe('milk');
    const stale = await learner.hears({ verdict: 'heard', phraseId: 'q:yes:0', text: 'Yes.' });
    expect(stale.effect('feedback')?.verdict).toBe('not-understood');
  });
});

describe('understanding typing', () => {
  test.each([
    ['id like a cappuccino please', 'right', 'milk', 1],
    ["I'd like a cappucino please", 'close', 'milk', 0.97],
    ["I'd like a latte, please", 'wrong', undefined, 0.75],
  ])('[S6] %s is %s', async (text, verdict, next, score) => {
    const answered = await learner.types(text);
    expect(answered.effect('feedback')).toMatchObject({ verdict, how: 'typed', heard: text, words: [] });
    expect(answered.effect('feedback')?.score).toBeCloseTo(score, 1);
    expect(answered.effect('prompt')?.exchange).toBe(next);
  });

  test('[S6] without diacritics it is right, and shown with them', async () => {
    const polish = fakeLearner(sceneOf('cafe-pl'));
    await polish.open();
    const answered = await polish.types('poprosze czarna kawe');
    expect(answered.effect('feedback')).toMatchObject({ verdict: 'right', answer: 'Poproszę czarną kawę.' });
    expect(answered.effect('feedback')?.score).toBeLessThan(1);
  });

  test('[S7] another word is not taken for the answer', async () => {
    await learner.says('An orange juice, please.');
    const answered = await learner.types('A tiny one, please.');
    expect(answered.text).toBe('Almost. Try once more.');
    expect(answered.effect('prompt')).toBeUndefined();
  });

  test('[S12] typed far off: the beginning, then the answer, then on', async () => {
    const first = await learner.types('bananas everywhere');
    expect(first.effect('feedback')).toMatchObject({ verdict: 'wrong', expected: [] });
    expect(first.text).toMatch(/^Not quite\. It starts like this: /);
    expect(first.effect('hint')?.level).toBe(3);
    expect((await learner.presses('hint')).effect('hint')?.level).toBe(4);
    const second = await learner.types('still bananas');
    expect(second.effect('feedback')?.expected).toHaveLength(4);
    expect(second.text).toMatch(/^Not quite\. You can say: .* Say it, or say: Skip this one\.$/);
    const third = await learner.types('bananas');
    expect(third.text).toContain("Let's go on.");
    expect(third.effect('progress')).toMatchObject({ done: 1, first_try: 0 });
  });

  test('[S8] a typed yes belongs to the question back, even where it is an answer', async () => {
    const seated = await skipTo('bag');
    await seated.mumbles('No, thanks.');
    const answered = await seated.types('no');
    expect(answered.text).toContain('please say it again');
  });
});

async function skipTo(exchange: string): Promise<FakeLearner> {
  for (const text of ['An orange juice, please.', 'Medium, please.', 'No, thank you.', 'To go, please.'])
    await learner.says(text);
  expect(scene.snapshot()).toMatchObject({ state: { at: exchange } });
  return learner;
}
