import type { Quiz, Task } from '../../wire/tasks.ts';

/** One thing that is asked at a time, whatever kind of task or quiz it is from. */
export interface Step {
  id: string;
  /** Heard first; `of` names its sound in the lesson. */
  hear?: { of: string; text: string; language: string };
  show?: { text: string; language: string };
  translation?: string;
  way: /** `given`: what is to be said is in sight, and saying it is as good as typing it. */
    | { kind: 'type'; language: string; given?: string }
    | { kind: 'blank'; before: string; after: string; language: string; hint: string }
    /** `played`: which of two was heard. */
    | { kind: 'choose'; choices: readonly string[]; language: string; played?: 0 | 1 };
}

/** Tasks that are done on a board, all at once. */
export type BoardTask = Extract<Task, { type: 'match_pairs' | 'sequence' }>;
type StepTask = Exclude<Task, BoardTask>;

export const isBoard = (task: Task): task is BoardTask => task.type === 'match_pairs' || task.type === 'sequence';

export function stepsOf(task: StepTask, random: () => number = Math.random): Step[] {
  const { language } = task;
  const heard = (id: string, text: string): NonNullable<Step['hear']> => ({
    of: `task:${task.id}:${id}`,
    text,
    language,
  });
  switch (task.type) {
    case 'listen_repeat':
    case 'shadowing':
      return task.items.map(({ id, text, translation }) => ({
        id,
        hear: heard(id, text),
        show: { text, language },
        translation,
        way: { kind: 'type', language, given: text },
      }));
    case 'dictation':
      return task.items.map(({ id, text, translation }) => ({
        id,
        hear: heard(id, text),
        translation,
        way: { kind: 'type', language },
      }));
    case 'fill_blank':
      return task.items.map(({ id, before, after, translation, hint, language: own }) => ({
        id,
        translation,
        way: { kind: 'blank', before, after, language: own, hint },
      }));
    case 'multiple_choice':
      return task.items.map(({ id, question, question_language, choices }) => ({
        id,
        show: { text: question, language: question_language },
        way: { kind: 'choose', choices, language },
      }));
    case 'minimal_pairs':
      return task.items.map(({ id, pair }) => {
        const played = random() < 0.5 ? 0 : 1;
        const of = played === 0 ? `task:${task.id}:${id}` : `task:${task.id}:${id}:1`;
        return {
          id,
          hear: { of, text: pair[played], language },
          way: { kind: 'choose', choices: pair, language, played },
        };
      });
  }
}

export function quizSteps(quiz: Quiz): Step[] {
  return quiz.questions.map((one) => {
    if (one.kind === 'listen') {
      return {
        id: one.id,
        hear: { of: `quiz:${quiz.id}:${one.id}`, text: one.text, language: one.language },
        way: { kind: 'choose', choices: one.choices, language: one.choices_language },
      };
    }
    const show = { text: one.question, language: one.question_language };
    if (one.kind === 'type') return { id: one.id, show, way: { kind: 'type', language: one.language } };
    return { id: one.id, show, way: { kind: 'choose', choices: one.choices, language: one.choices_language } };
  });
}

/** Another order than the right one, where there is one. */
export function shuffled<T>(list: readonly T[], random: () => number = Math.random): T[] {
  const mixed = [...list];
  for (let n = mixed.length - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1));
    [mixed[n], mixed[other]] = [mixed[other] as T, mixed[n] as T];
  }
  if (mixed.length > 1 && mixed.every((one, n) => one === list[n])) mixed.push(mixed.shift() as T);
  return mixed;
}
