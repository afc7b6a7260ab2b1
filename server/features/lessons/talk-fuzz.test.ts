import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Summary } from '../../../wire/effects.ts';
import { defaultSettings, type Settings } from '../../../wire/settings.ts';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import type { Heard, Scene } from '../../turn/scene.ts';
import { type Answered, fakeLearner } from './fake.ts';
import { lessons } from './index.ts';
import { loadContent } from './load-content.ts';
import { readLesson } from './read-lesson.ts';
import { lessonScene } from './scene.ts';

const contentFolder = fileURLToPath(new URL('../../../content', import.meta.url));
const clock = new VirtualClock();
/** A person is named after the mode they are taught in. */
const feature = lessons({
  contentFolder,
  clock,
  learner: async (personId) => ({
    settings: { ...defaultSettings, tutor_mode: personId as Settings['tutor_mode'], translation: 'smart' },
    answeredWell: new Map(),
  }),
});
const modes = fc.constantFrom('coach', 'drill', 'teacher');

async function opened(id: string, mode: string, state?: unknown): Promise<Scene> {
  const scene = (await feature.scenes.forPerson?.(mode))?.open(id, { state });
  if (!scene) throw new Error(id);
  return scene;
}

/** One turn of a random learner: `pick` chooses among what is listened for. */
interface Act {
  how: 'heard' | 'unsure' | 'babble' | 'typed' | 'garbled' | 'command' | 'asked';
  pick: number;
}

const act = (hows: readonly Act['how'][]): fc.Arbitrary<Act> =>
  fc.record({ how: fc.constantFrom(...hows), pick: fc.nat(999) });
const everything: readonly Act['how'][] = [
  'heard',
  'heard',
  'heard',
  'unsure',
  'babble',
  'typed',
  'garbled',
  'command',
  'asked',
];
const scenes = fc.constantFrom('cafe-en', 'cafe-pl');

function heardOf(scene: Scene, { how, pick }: Act): Partial<Heard> {
  const { phrases, commands } = scene.listen();
  const all = how === 'unsure' || how === 'heard' ? [...phrases, ...commands] : phrases;
  const phrase = all[pick % all.length];
  if (!phrase) throw new Error('nothing is listened for');
  if (how === 'babble') return { verdict: 'unknown' };
  if (how === 'asked') return { how: 'asked' };
  if (how === 'command')
    return { how, text: ['repeat', 'slower', 'hint', 'help', 'translate', 'why', 'skip', 'nonsense'][pick % 8] ?? '' };
  if (how === 'typed') return { how, text: phrase.text.toLowerCase() };
  if (how === 'garbled') return { how: 'typed', text: [...phrase.text].reverse().join('') };
  return { verdict: how, phraseId: phrase.id, text: phrase.text };
}

const stateOf = (scene: Scene): { phase: string; at: string; results: readonly unknown[] } =>
  (scene.snapshot() as { state: { phase: string; at: string; results: readonly unknown[] } }).state;

function checkSummary(summary: Summary): void {
  expect(summary.first_try + summary.with_help + summary.shown + summary.skipped).toBe(summary.exchanges);
  expect(summary.practise.length).toBeLessThanOrEqual(5);
  expect(new Set(summary.practise.map(({ text }) => text)).size).toBe(summary.practise.length);
}

describe('a random learner', () => {
  test('[S14][S20][S21] is always answered, and can be interrupted at any point', async () => {
    await fc.assert(
      fc.asyncProperty(scenes, modes, fc.array(act(everything), { maxLength: 80 }), async (id, mode, acts) => {
        let scene = await opened(id, mode);
        let learner = fakeLearner(scene);
        await learner.open();
        for (const [n, one] of acts.entries()) {
          const answered: Answered = await learner.hears(heardOf(scene, one));
          expect(answered.text).not.toBe('');
          expect(answered.spoken.every(({ language }) => language !== undefined)).toBe(true);
          const summary = answered.effect('summary');
          if (summary) checkSummary(summary);
          const ids = [...scene.listen().phrases, ...scene.listen().commands].map((phrase) => phrase.id);
          expect(new Set(ids).size).toBe(ids.length);
          if (n % 7 !== 6) continue;
          const before = scene.snapshot();
          scene = await opened(id, mode, JSON.parse(JSON.stringify(before)));
          expect(scene.snapshot()).toEqual(before);
          learner = fakeLearner(scene);
        }
      }),
      { seed: 20_260_801, numRuns: 100 },
    );
  });

  test('[S14] leaves an exchange within fifteen turns, and the lesson within its bound', async () => {
    const answersOnly: readonly Act['how'][] = ['heard', 'unsure', 'babble', 'typed', 'garbled'];
    await fc.assert(
      fc.asyncProperty(scenes, modes, fc.infiniteStream(act(answersOnly)), async (id, mode, acts) => {
        const scene = await opened(id, mode);
        const learner = fakeLearner(scene);
        await learner.open();
        let here = 0;
        let turns = 0;
        for (const one of acts) {
          const before = stateOf(scene);
          const heard = heardOf(scene, one);
          if (heard.phraseId?.startsWith('c:')) continue;
          const answered = await learner.hears(heard);
          const after = stateOf(scene);
          here = after.results.length > before.results.length ? 0 : here + 1;
          expect(here).toBeLessThan(15);
          turns++;
          if (after.phase !== 'ended') continue;
          const summary = answered.effect('summary');
          if (!summary) throw new Error('no summary');
          checkSummary(summary);
          break;
        }
        expect(turns).toBeLessThan(12 * 3 * 15);
      }),
      { seed: 20_260_802, numRuns: 100 },
    );
  });
});

test('[S14] a lesson that leads back again and again ends at the third visit', async () => {
  const { commands } = loadContent(contentFolder);
  const dialogues = [
    { id: 'a', tutor: 'One?', expected: ['one'] },
    {
      id: 'b',
      tutor: 'Two?',
      expected: [
        { text: 'two', next: 'a' },
        { text: 'stop here', next: null },
      ],
    },
  ];
  const { lesson } = readLesson(
    'round.json',
    JSON.stringify({ id: 'round', title: 'Round', level: 'A1', language: 'en', dialogues }),
  );
  if (!lesson || !commands) throw new Error('not read');
  const learner = fakeLearner(lessonScene({ lesson, commands, clock }));
  await learner.open();
  for (const text of ['one', 'two', 'one', 'two', 'one'])
    expect((await learner.says(text)).effect('summary')).toBeUndefined();
  expect((await learner.says('two')).effect('summary')).toMatchObject({ exchanges: 6, first_try: 6 });
});
