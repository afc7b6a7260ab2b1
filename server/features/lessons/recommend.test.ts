import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { AlignedWord } from '../../../wire/effects.ts';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { type FakeLearner, fakeLearner } from './fake.ts';
import { lessons } from './index.ts';
import { recommend } from './recommend.ts';

const words = (marks: string): AlignedWord[] =>
  marks.split(' ').map((mark) => ({ text: 'x', said: 'y', mark: mark as AlignedWord['mark'] }));

test.each([
  ['right', 'right diacritics', 1, 'proceed'],
  ['close', 'right diacritics', 1, 'proceed'],
  ['close', 'right spelling right', 1, 'repeat_focus_word'],
  ['unsure', 'right', 1, 'slow_down'],
  ['not-understood', 'right', 1, 'slow_down'],
  ['not-understood', 'right', 2, 'full_retry'],
  ['wrong-form', 'right wrong', 1, 'repeat_core'],
  ['close', 'right right right wrong missing', 1, 'repeat_core'],
  ['wrong', 'wrong missing right', 1, 'full_retry'],
] as const)('[S53] %s with %s at try %i: %s', (verdict, marks, attempt, wanted) => {
  expect(recommend(verdict, words(marks), attempt, 'x')).toBe(wanted);
});

test('[S53] what is near no answer is tried again as a whole', () => {
  expect(recommend('wrong', [], 1, null)).toBe('full_retry');
});

describe('in a lesson', () => {
  const course = lessons({
    contentFolder: fileURLToPath(new URL('../../../content', import.meta.url)),
    clock: new VirtualClock(),
  });
  async function inCafe(id: string): Promise<FakeLearner> {
    const scene = course.scenes.open(id, {});
    if (!scene) throw new Error(`no ${id}`);
    const learner = fakeLearner(scene);
    await learner.open();
    return learner;
  }

  test('[S46, S53] typed without diacritics: right, and the accents are named', async () => {
    const answered = await (await inCafe('cafe-pl')).types('poprosze czarna kawe');
    expect(answered.effect('feedback')).toMatchObject({
      verdict: 'right',
      error_type: 'diacritics',
      focus_word: 'czarną',
      recommendation: 'proceed',
      alignment: [
        { text: 'Poproszę', said: 'poprosze', mark: 'diacritics' },
        { text: 'czarną', said: 'czarna', mark: 'diacritics' },
        { text: 'kawę', said: 'kawe', mark: 'diacritics' },
      ],
    });
  });

  test('[S46, S53] typed with another word: near, the word is named', async () => {
    const answered = await (await inCafe('cafe-en')).types('a bowl of tea, please');
    expect(answered.effect('feedback')).toMatchObject({
      verdict: 'wrong',
      error_type: 'word_choice',
      focus_word: 'cup',
      recommendation: 'repeat_focus_word',
    });
  });

  test('[S46, S53] a known mistake is held against its better form, however it came', async () => {
    const learner = await inCafe('cafe-en');
    await learner.says('I take a tea.');
    const { alignment, error_type, recommendation } = (await learner.says('I take a tea.')).effect('feedback') ?? {};
    expect(alignment?.map(({ text, said }) => text || said)).toEqual(expect.arrayContaining(['cup', 'tea', 'please']));
    expect(alignment?.some(({ mark }) => mark !== 'right')).toBe(true);
    expect([error_type !== null, recommendation]).toEqual([true, 'repeat_core']);
  });

  test('[S46, S53] what was not taken is held against the words that are given away, not against a nearer form', async () => {
    const learner = await inCafe('greetings-pl');
    await learner.types('blah blah');
    const { answer, alignment } = (await learner.types('Cześć, Alex Barton')).effect('feedback') ?? {};
    expect(answer).toBe('Dzień dobry, nazywam się Alex Barton.');
    const wanted = alignment?.map(({ text }) => text).filter((text) => text !== '');
    expect(wanted).toEqual(['Dzień', 'dobry', 'nazywam', 'się', 'Alex', 'Barton']);
  });

  test('[S53] spoken: an unclear word is one of pronunciation', async () => {
    const said = ["I'd", 'like', 'a', 'cappuccino', 'please'].map((text, n) => ({
      text,
      startMs: n,
      endMs: n + 1,
      verdict: n === 3 ? ('missed' as const) : ('good' as const),
    }));
    const answered = await (await inCafe('cafe-en')).says("I'd like a cappuccino, please.", said);
    expect(answered.effect('feedback')).toMatchObject({
      verdict: 'close',
      error_type: 'pronunciation',
      focus_word: 'cappuccino',
      alignment: [],
      recommendation: 'repeat_focus_word',
    });
  });
});
