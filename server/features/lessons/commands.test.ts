import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { commandNames, findLesson, lessonPhrases, typedCommand, typedLesson } from './commands.ts';
import { type FakeLearner, fakeLearner } from './fake.ts';
import { lessons } from './index.ts';

const course = lessons({
  contentFolder: fileURLToPath(new URL('../../../content', import.meta.url)),
  clock: new VirtualClock(),
});
const { commands } = course;
const english = course.scenes.list().filter(({ language }) => language === 'en');

async function inCafe(): Promise<FakeLearner> {
  const scene = course.scenes.open('cafe-en', {});
  if (!scene) throw new Error('no café');
  const learner = fakeLearner(scene);
  await learner.open();
  return learner;
}

describe('the table', () => {
  test.each([
    ['Repeat!', 'repeat'],
    ['powtórz', 'repeat'],
    ['wolniej', 'slower'],
    ['Podpowiedź?', 'hint'],
    ['help me', 'help'],
    ['pomoc', 'help'],
    ['next', 'skip'],
    ['Następne, proszę.', 'skip'],
    ['od początku', 'restart'],
    ['przetłumacz', 'translate'],
    ['Stop.', 'stop'],
    ['koniec', 'stop'],
  ])('[S15] %s is %s', (text, name) => {
    expect(typedCommand(commands, text)).toBe(name);
  });

  test('[S15] every command is there in both languages, to say and to type', () => {
    for (const name of commandNames) {
      for (const language of ['en', 'pl']) {
        expect(commands.commands[name].say[language]?.length).toBeGreaterThan(0);
        expect(commands.commands[name].type[language]?.length).toBeGreaterThan(0);
      }
    }
  });

  test.each([
    ['lesson 3', '3'],
    ['Lesson three, please', 'three please'],
    ['Lesson three.', '3'],
    ['lekcja trzecia', '3'],
    ['Lekcja numer 12', '12'],
    ['otwórz lekcję piątą', '5'],
    ['go to lesson cafe-en', 'cafe en'],
    ['lesson', undefined],
    ['a lesson in life', undefined],
  ])('[S48] %s asks for %s', (text, wanted) => {
    expect(typedLesson(commands, text)).toBe(wanted);
  });

  test('[S48] numbers are spoken in order, as many as there are lessons', () => {
    expect(lessonPhrases(commands, 'pl', 3).map(({ text }) => text)).toEqual([
      'Lekcja pierwsza.',
      'Lekcja druga.',
      'Lekcja trzecia.',
    ]);
    expect(lessonPhrases(commands, 'de', 3)).toEqual([]);
    expect(findLesson([{ id: 'cafe-en', title: 'At the café' }], 'at the café')?.id).toBe('cafe-en');
    expect(findLesson([], '1')).toBeUndefined();
  });
});

describe('in a lesson', () => {
  test('[S48] a lesson is asked for by number, id or title, and this one stays where it is', async () => {
    const learner = await inCafe();
    const title = english[0]?.title ?? '';
    for (const text of ['lesson 1', 'lekcja pierwsza', `open lesson ${english[0]?.id}`, `lesson ${title}`]) {
      const answered = await learner.types(text);
      expect(answered.effect('open-lesson')).toEqual({ lesson: english[0]?.id, title });
      expect(answered.text).toContain(title);
    }
    const still = await learner.types('a cup of tea please');
    expect(still.effect('feedback')).toMatchObject({ verdict: 'right', attempt: 1 });
  });

  test('[S48] one that is not there is said so; words after "lesson" that name none are an answer', async () => {
    const learner = await inCafe();
    const none = await learner.types('lesson 99');
    expect([none.text, none.names]).toEqual(['Nie mam takiej lekcji.', []]);
    expect((await learner.types('lesson plans are dull')).effect('feedback')?.verdict).toBe('wrong');
  });

  test('[S48] after the end it may be said', async () => {
    const learner = await inCafe();
    await learner.presses('stop');
    expect((await learner.says('Lesson one.')).effect('open-lesson')?.lesson).toBe(english[0]?.id);
    await learner.presses('restart');
    expect(
      (await learner.hears({ verdict: 'heard', phraseId: 'l:1', text: 'Lesson one.' })).effect('feedback'),
    ).toMatchObject({
      verdict: 'not-understood',
    });
  });

  test('[S15] a recogniser that hears free speech hears commands in either language, but none that loses something', async () => {
    const learner = await inCafe();
    const hinted = await learner.hears({ verdict: 'heard', text: 'podpowiedź' });
    expect(hinted.effect('hint')?.rung).toBe('wait');
    expect((await learner.hears({ verdict: 'heard', text: 'koniec' })).effect('feedback')?.verdict).toBe(
      'not-understood',
    );
    expect((await learner.hears({ verdict: 'unsure', text: 'podpowiedź' })).effect('hint')?.rung).not.toBe('wait');
  });

  test('[S15] the page may call its button next', async () => {
    expect((await (await inCafe()).presses('next')).effect('progress')).toMatchObject({ done: 1, first_try: 0 });
  });
});
