import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LessonDetail } from '../../wire/api/lessons.ts';
import { answerText, beginText, doneOf, hintText, skipText, type TextTalk } from './text-talk.ts';

const answer = (key: string, text: string, next: string | null, reply = '') => ({
  key,
  text,
  translation: `(${text})`,
  alternatives: [] as string[],
  reply,
  next,
});
const dialogue = (id: string, tutor: string, answers: ReturnType<typeof answer>[], more: object = {}) => ({
  id,
  tutor,
  slow: '',
  translation: '',
  hints: ['Say what you drink.'],
  grammar: '',
  answers,
  wrong: [],
  onward: answers[0]?.next ?? null,
  ...more,
});

const lesson = {
  id: 'cafe-pl',
  language: 'pl',
  from: 'en',
  closing: 'Do widzenia!',
  closing_translation: 'Goodbye!',
  dialogues: [
    dialogue(
      'd1',
      'Co podać?',
      [answer('kawa', 'Poproszę kawę', 'd2', 'Już robię.'), answer('nic', 'Dziękuję, nic', null)],
      {
        wrong: [{ say: 'Chcę kawę', better: 'Poproszę kawę', why: 'It sounds rude.', kind: 'REGISTER' }],
      },
    ),
    dialogue('d2', 'Coś jeszcze?', [answer('nie', 'Nie, dziękuję', null)]),
  ],
} as unknown as LessonDetail;

const said = (talk: TextTalk): string[] => talk.lines.map(({ who, text }) => `${who}: ${text}`);

describe('a talk by text without a server', () => {
  it('goes its path to the end, each answer right at once', () => {
    const first = answerText(beginText(lesson), 'poproszę kawę');
    expect(first.judged).toMatchObject({ exchange: 'd1', verdict: 'right', attempt: 1, correction: null });
    const second = answerText(first.talk, 'Nie dziękuję.');
    expect(second.talk.at).toBeUndefined();
    expect(second.talk.counts).toEqual({ first_try: 2, with_help: 0, shown: 0, skipped: 0 });
    expect(said(second.talk)).toEqual([
      'tutor: Co podać?',
      'learner: poproszę kawę',
      'tutor: Już robię.',
      'tutor: Coś jeszcze?',
      'learner: Nie dziękuję.',
      'tutor: Do widzenia!',
    ]);
  });

  it('takes the branch of the answer that was given', () => {
    expect(answerText(beginText(lesson), 'Dziękuję, nic').talk.at).toBeUndefined();
  });

  it('tells a known mistake with its correction, and counts what follows as helped', () => {
    const { talk, judged } = answerText(beginText(lesson), 'Chcę kawę.');
    expect(judged).toMatchObject({ verdict: 'wrong-form', correction: { better: 'Poproszę kawę', kind: 'REGISTER' } });
    expect(talk.at).toBe('d1');
    expect(answerText(talk, 'Poproszę kawę').talk.counts).toMatchObject({ first_try: 0, with_help: 1 });
  });

  it('shows the answer after three tries, or at the top of the hint ladder', () => {
    const tried = ['x', 'y', 'z'].reduce((talk, text) => answerText(talk, text).talk, beginText(lesson));
    expect(tried.shown).toBe(true);
    expect(said(tried)).toContain('hint: Poproszę kawę');
    const hinted = hintText(hintText(beginText(lesson)));
    expect(said(hinted)).toEqual(['tutor: Co podać?', 'hint: Say what you drink.', 'hint: Poproszę kawę']);
    expect(answerText(hinted, 'Poproszę kawę').talk.counts.shown).toBe(1);
  });

  it('ends whatever is done, with every exchange counted once', () => {
    const step = fc.oneof(fc.constantFrom('Poproszę kawę', 'Nie, dziękuję', 'x'), fc.constantFrom('?', '>'));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let talk = beginText(lesson);
        for (const text of steps) {
          const before = doneOf(talk);
          talk = text === '?' ? hintText(talk) : text === '>' ? skipText(talk) : answerText(talk, text).talk;
          expect(doneOf(talk) - before).toBeLessThanOrEqual(1);
        }
        expect(doneOf(talk)).toBeLessThanOrEqual(2);
      }),
    );
  });
});
