import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { plainText } from './answer-text.ts';
import { type FakeLearner, fakeLearner } from './fake.ts';
import { lessons } from './index.ts';
import { loadContent } from './load-content.ts';
import { lessonScene } from './scene.ts';
import { repairedPhrase, withoutFalseStart } from './self-repair.ts';
import { startOf } from './talk-state.ts';

const contentFolder = fileURLToPath(new URL('../../../content', import.meta.url));

describe('one false start', () => {
  test.each([
    ['pl', 'Poproszę kawa… kawę', 'Poproszę kawę'],
    ['pl', 'Poproszę kawa kawę z mlekiem', 'Poproszę kawę z mlekiem'],
    ['pl', 'Poproszę kawę, przepraszam, herbatę', 'Poproszę herbatę'],
    ['pl', 'Chcę poproszę, to znaczy, poproszę kawę', 'Chcę poproszę kawę'],
    ['en', 'I want, sorry, I would like a tea', 'I would like a tea'],
    ['en', 'A small, no, a large one', 'A large one'],
    ['en', 'A small… large coffee', 'A large coffee'],
  ])('[S47] %s: %s', (language, text, meant) => {
    expect(withoutFalseStart(text, language).map((one) => one.toLowerCase())).toContain(meant.toLowerCase());
  });

  test.each([
    ['en', 'I would not like coffee', 'I would like coffee'],
    ['en', 'A large black coffee', 'A black coffee'],
    ['pl', 'Poproszę dużą czarną kawę', 'Poproszę czarną kawę'],
    ['en', 'One coffee', 'coffee'],
  ])('[S47] %s: nothing is taken back of: %s', (language, text, less) => {
    expect(withoutFalseStart(text, language).map((one) => one.toLowerCase())).not.toContain(less.toLowerCase());
  });

  test('[S47] a page of text is no false start', () => {
    expect(withoutFalseStart('no '.repeat(2_000), 'en')).toEqual([]);
  });

  test.each([
    ['Poproszę kawa.', 'Poproszę kawę.', 'Poproszę kawa kawę.'],
    ['Chcę kawę z mlekiem.', 'Poproszę kawę z mlekiem.', 'Chcę kawę z mlekiem Poproszę kawę z mlekiem.'],
    ['Poproszę', 'Poproszę kawę.', undefined],
    ['Poproszę kawę bardzo', 'Poproszę kawę.', undefined],
  ])('[S47] %s is mended to %s as %s', (say, better, phrase) => {
    expect(repairedPhrase(say, better, 'pl')).toBe(phrase);
  });
});

describe('in a lesson', () => {
  test('[S47] no two phrases that are listened for are the same, in any lesson at any exchange', () => {
    const { lessons: all, commands } = loadContent(contentFolder);
    if (!commands) throw new Error('no commands');
    let mendings = 0;
    for (const lesson of all) {
      for (const { id } of lesson.exchanges) {
        const state = { version: 1, lesson: lesson.id, state: { ...startOf(lesson), at: id } };
        const { phrases, commands: asked } = lessonScene({
          lesson,
          commands,
          clock: new VirtualClock(),
          state,
        }).listen();
        const texts = [...phrases, ...asked].map(({ text }) => plainText(text, lesson.language));
        expect(new Set(texts).size, `${lesson.id} ${id}`).toBe(texts.length);
        mendings += phrases.filter((phrase) => phrase.id.startsWith('r:')).length;
      }
    }
    expect(mendings).toBeGreaterThan(50);
  });

  const course = lessons({ contentFolder, clock: new VirtualClock() });
  async function inCafe(): Promise<FakeLearner> {
    const scene = course.scenes.open('cafe-en', {});
    if (!scene) throw new Error('no café');
    const learner = fakeLearner(scene);
    await learner.open();
    return learner;
  }

  test('[S47] typed: as good as right at once', async () => {
    const learner = await inCafe();
    const answered = await learner.types('I want, sorry, I would like a cappuccino please');
    expect(answered.effect('feedback')).toMatchObject({ verdict: 'right', self_repaired: true, correction: null });
    expect(answered.effect('progress')).toMatchObject({ done: 1, first_try: 1 });
  });

  test('[S47] spoken: the mistake and its mending are one phrase, which the mistake alone begins', async () => {
    const learner = await inCafe();
    const phrase = "I want cappuccino I'd like a cappuccino, please.";
    const answered = await learner.says(phrase);
    expect(answered.effect('feedback')).toMatchObject({
      verdict: 'right',
      heard: phrase,
      answer: "I'd like a cappuccino, please.",
      self_repaired: true,
    });
    expect(answered.effect('progress')).toMatchObject({ first_try: 1 });
  });

  test('[S47] perhaps mended is asked back, as any answer', async () => {
    const asked = await (await inCafe()).mumbles("I want cappuccino I'd like a cappuccino, please.");
    expect(asked.text).toBe("Did you say: I'd like a cappuccino, please?");
  });
});
