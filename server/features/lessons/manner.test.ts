import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../../../wire/settings.ts';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { adaptivePatience, DEFAULT_PATIENCE_MS, patientBy } from '../../turn/endpointing.ts';
import type { Scene } from '../../turn/scene.ts';
import { type FakeLearner, fakeLearner } from './fake.ts';
import { loadContent } from './load-content.ts';
import { mannerOf, paceOf } from './manner.ts';
import { readLesson } from './read-lesson.ts';
import { lessonScene } from './scene.ts';

const content = loadContent(fileURLToPath(new URL('../../../content', import.meta.url)));
const clock = new VirtualClock();

function sceneOf(
  settings: Partial<Settings>,
  more: { state?: unknown; answeredWell?: ReadonlySet<string> } = {},
): Scene {
  const lesson = content.lessons.find((one) => one.id === 'cafe-en');
  if (!lesson || !content.commands) throw new Error('no café');
  const { state, answeredWell } = more;
  const manner = mannerOf({ ...defaultSettings, ...settings }, answeredWell);
  return lessonScene({ lesson, commands: content.commands, clock, manner, state });
}

async function met(settings: Partial<Settings>): Promise<FakeLearner> {
  const learner = fakeLearner(sceneOf(settings));
  await learner.open();
  return learner;
}

const cappuccino = "I'd like a cappuccino, please.";

describe('a coach', () => {
  test('[S50] who is asked to mend a mistake and does has mended it', async () => {
    const learner = await met({ tutor_mode: 'coach' });
    await learner.says('I want cappuccino.');
    const mended = await learner.says(cappuccino);
    expect(mended.effect('feedback')).toMatchObject({
      verdict: 'right',
      attempt: 2,
      correction: { said: 'I want cappuccino.', kind: 'REGISTER' },
    });
    expect((await learner.presses('stop')).effect('summary')).toMatchObject({
      with_help: 1,
      shown: 0,
      corrected: [{ said: 'I want cappuccino.', better: cappuccino, repaired: true }],
    });
  });
});

describe('a teacher', () => {
  test('[S50] says why, then the right words, and the grammar when the exchange is left', async () => {
    const learner = await met({ tutor_mode: 'teacher' });
    const corrected = await learner.says('I want cappuccino.');
    expect(corrected.spoken.map(({ language }) => language)).toEqual(['pl', 'en']);
    expect(corrected.text).toMatch(/chcę.*We say: I'd like a cappuccino, please\. Now you\.$/);
    const left = await learner.says(cappuccino);
    expect(left.spoken[0]?.text).toContain('chciałbym');
    expect((await learner.says('Oat milk, please.')).spoken.every(({ language }) => language === 'en')).toBe(true);
  });
});

describe('a drill', () => {
  const dialogues = [
    { id: 'a', tutor: 'One?', expected: [{ text: 'one', reply: 'Good.' }], hint: 'First.' },
    { id: 'b', tutor: 'Two?', expected: ['two', 'a pair'] },
  ];
  async function drilled(): Promise<FakeLearner> {
    const { lesson } = readLesson(
      'd.json',
      JSON.stringify({ id: 'd', title: 'D', level: 'A1', language: 'en', from: 'pl', dialogues }),
    );
    if (!lesson || !content.commands) throw new Error('not read');
    const manner = mannerOf({ ...defaultSettings, tutor_mode: 'drill' });
    const learner = fakeLearner(lessonScene({ lesson, commands: content.commands, clock, manner }));
    await learner.open();
    return learner;
  }

  test('[S50] wastes no words', async () => {
    const learner = await drilled();
    expect((await learner.says('one')).text).toBe('Two?');
  });

  test('[S50] gives the answer at the first miss, and asks again until it is right at once', async () => {
    const learner = await drilled();
    expect((await learner.babbles()).text).toBe("Sorry, I didn't catch that. You can say: one");
    expect((await learner.says('one')).text).toBe('Two?');
    const again = await learner.says('two');
    expect(again.effect('prompt')).toMatchObject({ exchange: 'a', n: 3, total: 3 });
    expect(again.effect('summary')).toBeUndefined();
    expect((await learner.says('one')).effect('summary')).toMatchObject({ exchanges: 3, first_try: 2, shown: 1 });
  });

  test('[S50] asks three times at most, and never what was skipped', async () => {
    const learner = await drilled();
    await learner.presses('skip');
    let ended = await learner.babbles();
    for (let n = 0; n < 10 && !ended.effect('summary'); n++) ended = await learner.babbles();
    expect(ended.effect('summary')).toMatchObject({ exchanges: 4, skipped: 1, shown: 3 });
  });
});

describe('translations', () => {
  const shownAtFirst = async (translation: Settings['translation'], answeredWell?: ReadonlySet<string>) => {
    const learner = fakeLearner(sceneOf({ translation }, answeredWell ? { answeredWell } : {}));
    return (await learner.open()).effect('prompt')?.translation_shown;
  };

  test('[S51] are shown, hidden, or hidden where they are needed no more', async () => {
    expect(await shownAtFirst('show', new Set(['order']))).toBe(true);
    expect(await shownAtFirst('hide')).toBe(false);
    expect(await shownAtFirst('smart')).toBe(true);
    expect(await shownAtFirst('smart', new Set(['order']))).toBe(false);
  });

  test('[S51] what was answered at the first try stays so when the lesson begins anew, and over a snapshot', async () => {
    const scene = sceneOf({ translation: 'smart' });
    const learner = fakeLearner(scene);
    await learner.open();
    await learner.says(cappuccino);
    expect((await learner.presses('restart')).effect('prompt')).toMatchObject({
      exchange: 'order',
      translation_shown: false,
    });
    const later = fakeLearner(
      sceneOf({ translation: 'smart' }, { state: JSON.parse(JSON.stringify(scene.snapshot())) }),
    );
    expect((await later.open()).effect('prompt')?.translation_shown).toBe(false);
  });
});

test('[S16] who hears all slowly hears it slower still when asked', async () => {
  const learner = await met({ audio_speed: 'slow' });
  expect((await learner.presses('slower')).spoken[0]?.speed).toBeLessThan(0.75);
});

test('[S52] the unsure and the young get more time, nobody gets less, and each hears their own speed', () => {
  const paceWith = (settings: Partial<Settings>) => paceOf({ ...defaultSettings, ...settings });
  expect(paceWith({})).toEqual({ speed: 1, patience: 1 });
  expect(paceWith({ audio_speed: 'slow', confidence_slider: 1 })).toEqual({ speed: 0.75, patience: 1.6 });
  expect(paceWith({ audio_speed: 'fast', confidence_slider: 5 })).toEqual({ speed: 1.25, patience: 1 });
  expect(paceWith({ profile_template: 'kid' }).patience).toBeGreaterThan(1.2);
  const pause = {
    listening: { language: 'en', phrases: [], commands: [], question: 'expected' as const, level: 'B1' },
    habit: { p95Ms: undefined, seen: 0 },
    text: '',
    verdict: undefined,
    phraseId: undefined,
    speechMs: 500,
  };
  expect(patientBy(1.6, adaptivePatience)(pause).ms).toBe(1.6 * DEFAULT_PATIENCE_MS);
  expect(patientBy(0.5, adaptivePatience)(pause).ms).toBe(DEFAULT_PATIENCE_MS);
  expect(patientBy(9, adaptivePatience)(pause).ms).toBe(2_500);
});
