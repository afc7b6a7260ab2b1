import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quiz, Task } from '../../wire/tasks.ts';
import { quizSteps, shuffled, stepsOf } from './steps.ts';

const base = { id: 't1', instruction: '', instruction_language: 'en', language: 'pl' };

describe('steps of a task', () => {
  it('hides what is to be written by ear, and shows what is to be repeated', () => {
    const items = [{ id: 'a', text: 'Dzień dobry', translation: 'Good morning' }];
    const dictation = stepsOf({ ...base, type: 'dictation', items } satisfies Task)[0];
    expect(dictation?.show).toBeUndefined();
    expect(dictation?.hear).toEqual({ of: 'task:t1:a', text: 'Dzień dobry', language: 'pl' });
    const repeat = stepsOf({ ...base, type: 'listen_repeat', items } satisfies Task)[0];
    expect(repeat?.show?.text).toBe('Dzień dobry');
    expect(repeat?.way).toMatchObject({ kind: 'type', given: 'Dzień dobry' });
  });

  it.each([
    [0.2, 0, 'kasa', 'task:t1:a'],
    [0.8, 1, 'kasza', 'task:t1:a:1'],
  ])('plays one of a minimal pair by chance (%s)', (chance, played, text, of) => {
    const items: Extract<Task, { type: 'minimal_pairs' }>['items'] = [
      { id: 'a', pair: ['kasa', 'kasza'], translations: ['till', 'groats'], sound: 's / sz' },
    ];
    const step = stepsOf({ ...base, type: 'minimal_pairs', items }, () => chance)[0];
    expect(step?.hear).toEqual({ of, text, language: 'pl' });
    expect(step?.way).toMatchObject({ played, choices: ['kasa', 'kasza'] });
  });

  it('asks a question of a quiz by ear without showing it', () => {
    const quiz: Quiz = {
      id: 'q',
      after: 'd3',
      questions: [
        {
          id: '1',
          kind: 'listen',
          text: 'Poproszę kawę',
          language: 'pl',
          choices: ['Tea', 'Coffee'],
          choices_language: 'en',
          answer: 1,
          why: '',
        },
      ],
    };
    const step = quizSteps(quiz)[0];
    expect(step?.show).toBeUndefined();
    expect(step?.hear?.of).toBe('quiz:q:1');
    expect(step?.way).toMatchObject({ kind: 'choose', language: 'en' });
  });
});

describe('shuffling', () => {
  it('keeps every one, and never gives the right order away', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999_999, noNaN: true })),
        (n, chances) => {
          const list = Array.from({ length: n }, (_, place) => place);
          const mixed = shuffled(list, () => chances.next().value);
          expect([...mixed].sort((a, b) => a - b)).toEqual(list);
          expect(mixed).not.toEqual(list);
        },
      ),
    );
  });
});
