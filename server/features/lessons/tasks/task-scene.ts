import { z } from 'zod';
import type { Feedback } from '../../../../wire/effects.ts';
import { scoreText } from '../../../../wire/task-scoring.ts';
import type { Task } from '../../../../wire/tasks.ts';
import type { Clock } from '../../../kit/clock.ts';
import type { Heard, Listening, ReplyPart, Scene } from '../../../turn/scene.ts';
import { plainText } from '../answer-text.ts';
import { type CommandName, type Commands, commandOfPhrase, commandPhrases, typedCommand } from '../commands.ts';
import type { Lesson } from '../compile-lesson.ts';
import { effect, say } from '../talk-parts.ts';
import { englishLines, linesIn } from '../tutor-lines.ts';
import { stepsOf, type TaskStep } from './task-steps.ts';

/** Tries at one thing; then the tutor goes on. */
const mostTries = 3;
/** Pace of the voice when it says a thing again. */
const SLOW = 0.75;

export const taskSceneId = (lesson: string, task: string): string => `task:${lesson}:${task}`;

/** `task:<lesson>:<task>` taken apart; undefined for another scene. A lesson's id has no colon. */
export function taskOfScene(id: string): { lesson: string; task: string } | undefined {
  const [, lesson, task] = /^task:([^:]+):(.+)$/.exec(id) ?? [];
  return lesson === undefined || task === undefined ? undefined : { lesson, task };
}

const taskState = z.strictObject({
  /** Results of the steps left behind, in order. */
  results: z.array(z.strictObject({ right: z.boolean(), how: z.enum(['spoken', 'typed']), first: z.boolean() })),
  tries: z.number().int().min(0),
  ms: z.number().min(0),
  stopped: z.boolean(),
});
type TaskState = z.output<typeof taskState>;
const snapshot = z.strictObject({ version: z.literal(1), task: z.string(), items: z.number(), state: taskState });

const fresh: TaskState = { results: [], tries: 0, ms: 0, stopped: false };

export interface TaskSceneOptions {
  lesson: Lesson;
  task: Task;
  commands: Commands;
  clock: Clock;
  state?: unknown;
}

/** A task that is said aloud, scored by sound; undefined where it is of another kind. Typing is as good as saying. */
export function taskScene({ lesson, task, commands, clock, state: saved }: TaskSceneOptions): Scene | undefined {
  const steps = stepsOf(task);
  if (!steps || steps.length === 0) return undefined;
  const id = taskSceneId(lesson.id, task.id);
  const restored = snapshot.safeParse(saved);
  const fits = restored.success && restored.data.task === id && restored.data.items === steps.length;
  let state: TaskState = fits ? restored.data.state : fresh;
  let lastAt: number | undefined;
  const talk: TaskTalk = { lesson, task, steps, lines: linesIn(lesson.language) ?? englishLines };

  return {
    id,
    language: lesson.language,
    async *open(signal) {
      lastAt = clock.now();
      for (const part of ask(talk, state)) if (!signal.aborted) yield part;
    },
    listen: () => listening(talk, commands, state),
    reply(heard, signal) {
      const passed = lastAt === undefined ? 0 : Math.min(MOST_PAUSE_MS, Math.max(0, clock.now() - lastAt));
      const next = answered(talk, commands, { ...state, ms: state.ms + passed }, heard);
      return {
        parts: (async function* parts() {
          for (const part of next.parts) if (!signal.aborted) yield part;
        })(),
        commit() {
          state = next.state;
          lastAt = clock.now();
        },
      };
    },
    snapshot: () => ({ version: 1, task: id, items: steps.length, state }),
    close() {
      // Nothing is held open: a task is all state.
    },
  };
}

/** A longer silence is not counted as time spent on the task. */
const MOST_PAUSE_MS = 60_000;

interface TaskTalk {
  lesson: Lesson;
  task: Task;
  steps: readonly TaskStep[];
  lines: ReturnType<typeof linesIn> & object;
}

interface Next {
  state: TaskState;
  parts: ReplyPart[];
}

const stepAt = ({ steps }: TaskTalk, state: TaskState): TaskStep | undefined =>
  state.stopped ? undefined : steps[state.results.length];

function listening(talk: TaskTalk, commands: Commands, state: TaskState): Listening {
  const { lesson } = talk;
  const step = stepAt(talk, state);
  return {
    language: lesson.language,
    phrases: step
      ? [{ id: 'right', text: step.text }, ...step.others.map((text, n) => ({ id: `other:${n}`, text }))]
      : [],
    commands: commandPhrases(commands, lesson.language),
    question: 'expected',
    level: lesson.level,
  };
}

function answered(talk: TaskTalk, commands: Commands, state: TaskState, heard: Heard): Next {
  const step = stepAt(talk, state);
  if (!step) return { state, parts: [tutor(talk, talk.lines.bye)] };
  const command = commandIn(commands, heard);
  if (command) return obey(talk, state, command);
  if (heard.how === 'asked') return { state, parts: ask(talk, state) };
  const judged = judge(talk, step, heard, state.tries + 1);
  const done = judged.verdict === 'right' || judged.verdict === 'close';
  const shown = effect('feedback', judged);
  if (done || state.tries + 1 >= mostTries) {
    const before = done ? [shown] : [shown, tutor(talk, talk.lines.goOn)];
    return leave(talk, state, { right: done, how: judged.how, first: state.tries === 0 }, before);
  }
  const again: TaskState = { ...state, tries: state.tries + 1 };
  const opening = judged.verdict === 'not-understood' ? talk.lines.notUnderstood : talk.lines.wrong;
  return { state: again, parts: [shown, tutor(talk, opening), ...ask(talk, again, SLOW)] };
}

function commandIn(commands: Commands, heard: Heard): CommandName | undefined {
  if (heard.how === 'command') return commandNamed(commands, heard.text);
  if (heard.how === 'typed') return typedCommand(commands, heard.text);
  return heard.verdict === 'heard' && heard.phraseId !== undefined ? commandOfPhrase(heard.phraseId) : undefined;
}

const commandNamed = (commands: Commands, name: string): CommandName => typedCommand(commands, name) ?? 'help';

function obey(talk: TaskTalk, state: TaskState, command: CommandName): Next {
  switch (command) {
    case 'skip':
      return leave(talk, state, { right: false, how: 'spoken', first: false }, []);
    case 'stop':
      return end(talk, { ...state, stopped: true }, []);
    case 'restart':
      return { state: { ...fresh, ms: state.ms }, parts: ask(talk, fresh) };
    case 'slower':
      return { state, parts: ask(talk, state, SLOW) };
    case 'translate':
    case 'meaning': {
      const step = stepAt(talk, state);
      if (!step?.translation) return { state, parts: ask(talk, state) };
      const told = effect('translation', {
        text: step.text,
        translation: step.translation,
        language: talk.lesson.language,
        translation_language: talk.lesson.from,
      });
      return { state, parts: [told, say(step.translation, talk.lesson.from), ...ask(talk, state)] };
    }
    default:
      return { state, parts: ask(talk, state) };
  }
}

/** What is said of an answer. By sound alone where it was spoken: recognised text proves nothing. */
function judge({ lesson }: TaskTalk, step: TaskStep, heard: Heard, attempt: number): Feedback {
  const common = {
    exchange: step.item,
    attempt,
    answer: step.text,
    expected: [step.text],
    focus_word: null,
    correction: null,
    alignment: [],
    error_type: null,
    recommendation: 'proceed' as const,
    self_repaired: false,
    hints: 0,
    shown: false,
    hint: '',
    score: null,
    language: lesson.language,
  };
  if (heard.how === 'typed') {
    const result = scoreText(step.item, heard.text, [step.text], lesson.language);
    const verdict = result.verdict === 'missing' ? 'wrong' : result.verdict;
    return { ...common, verdict, how: 'typed', heard: heard.text.trim(), words: [] };
  }
  const words = heard.words.flatMap(({ text, verdict }) => (verdict ? [{ text, verdict }] : []));
  const missed = words.filter(({ verdict }) => verdict === 'missed');
  const itself = heard.phraseId === 'right' && heard.verdict !== 'unknown';
  const other = heard.phraseId?.startsWith('other:') === true && heard.verdict === 'heard';
  if (itself && missed.length * 2 <= words.length) {
    const unsure = heard.verdict === 'unsure' || missed.length > 0;
    const focus = missed[0]?.text ?? null;
    return {
      ...common,
      verdict: unsure ? 'close' : 'right',
      how: 'spoken',
      heard: heard.text,
      words,
      focus_word: focus,
      error_type: focus === null ? null : 'pronunciation',
      recommendation: focus === null ? 'proceed' : 'repeat_focus_word',
    };
  }
  return {
    ...common,
    verdict: other ? 'wrong' : 'not-understood',
    how: 'spoken',
    heard: other ? heard.text : '',
    words: itself ? words : [],
    error_type: 'pronunciation',
    recommendation: attempt >= 2 ? 'slow_down' : 'full_retry',
  };
}

function leave(
  talk: TaskTalk,
  state: TaskState,
  result: TaskState['results'][number],
  before: readonly ReplyPart[],
): Next {
  const next: TaskState = { ...state, results: [...state.results, result], tries: 0 };
  const progress = effect('progress', {
    done: next.results.length,
    total: talk.steps.length,
    first_try: next.results.filter(({ right, first }) => right && first).length,
  });
  if (next.results.length >= talk.steps.length) return end(talk, next, [...before, progress]);
  return { state: next, parts: [...before, progress, ...ask(talk, next)] };
}

/** A task that was stopped before its first answer leaves nothing behind. */
function end({ lesson, task, steps, lines }: TaskTalk, state: TaskState, before: readonly ReplyPart[]): Next {
  const right = state.results.filter((one) => one.right).length;
  const done = state.results.length;
  const bye = say(lines.bye, lines.language);
  if (done === 0) return { state, parts: [...before, bye] };
  const told = effect('task-done', {
    lesson: lesson.id,
    task: task.id,
    type: task.type,
    right,
    total: steps.length,
    ms: Math.round(state.ms),
    items: state.results.map((result, at) => ({
      text: steps[at]?.text ?? '',
      language: lesson.language,
      right: result.right,
      how: result.how,
    })),
  });
  return { state, parts: [...before, told, say(lines.summary(right, done), lines.language)] };
}

/** The thing to say, shown and said. */
function ask(talk: TaskTalk, state: TaskState, speed?: number): ReplyPart[] {
  const step = stepAt(talk, state);
  const { lesson, steps } = talk;
  if (!step) return [tutor(talk, talk.lines.bye)];
  const shown = effect('prompt', {
    exchange: step.item,
    text: step.text,
    translation: step.translation,
    translation_shown: true,
    n: state.results.length + 1,
    total: steps.length,
    language: lesson.language,
    translation_language: lesson.from,
  });
  const spoken = plainText(step.text, lesson.language) === '' ? [] : [say(step.text, lesson.language, speed)];
  return [shown, ...spoken];
}

const tutor = ({ lines }: TaskTalk, text: string): ReplyPart => say(text, lines.language);
