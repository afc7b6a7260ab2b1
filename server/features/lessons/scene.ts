import { defaultSettings } from '../../../wire/settings.ts';
import type { Clock } from '../../kit/clock.ts';
import type { ExpectedPhrase } from '../../ports/speech-to-text/port.ts';
import type { Listening, Scene } from '../../turn/scene.ts';
import { streamParts } from '../../turn/stream-parts.ts';
import { plainText } from './answer-text.ts';
import { type CommandName, type Commands, commandPhrases, confirmationPhrases, lessonPhrases } from './commands.ts';
import type { Lesson } from './compile-lesson.ts';
import { type Manner, mannerOf } from './manner.ts';
import { repairedPhrase } from './self-repair.ts';
import { openTalk, step } from './talk.ts';
import type { Step, Talk } from './talk-parts.ts';
import { exchangeAt, restoreState, snapshotOf, startOf, type TalkState } from './talk-state.ts';
import { englishLines, linesIn } from './tutor-lines.ts';
import { confirmationsIn, repairId, understand } from './understand.ts';

/** A longer silence than this is not counted as time spent talking. */
const longestPauseMs = 120_000;

const explanations: ReadonlySet<CommandName> = new Set(['meaning', 'translate', 'why']);

export interface LessonSceneOptions {
  lesson: Lesson;
  commands: Commands;
  clock: Clock;
  /** An earlier snapshot; one that does not fit today's lesson is put aside and the lesson begins anew. */
  state?: unknown;
  /** What the learner speaks; the lesson's own `from` when absent. */
  translateTo?: string;
  /** How the tutor is with this learner; as the settings are at first when absent. */
  manner?: Manner;
  /** Lessons that can be asked for by number. */
  library?: Talk['library'];
}

/** A lesson as a scene: what the learner says is decided by `understand`, what is answered by `step`. */
export function lessonScene(options: LessonSceneOptions): Scene {
  const { lesson, clock, state: saved } = options;
  const talk = talkOf(options);
  let state = restoreState(lesson, saved) ?? startOf(lesson);
  let lastAt: number | undefined;

  const sinceLast = (): number =>
    lastAt === undefined ? 0 : Math.min(longestPauseMs, Math.max(0, clock.now() - lastAt));

  return {
    id: lesson.id,
    language: lesson.language,
    async *open(signal) {
      const { state: opened, parts } = openTalk(talk, state);
      if (signal.aborted) return;
      state = opened;
      lastAt = clock.now();
      yield* streamParts(parts, signal);
    },
    listen: () => listening(talk, state),
    reply(heard, signal) {
      const timed: TalkState = { ...state, active_ms: state.active_ms + sinceLast() };
      const input = understand(talk, timed, heard);
      const next: Step = step(talk, timed, input);
      return {
        parts: streamParts(next.parts, signal),
        // An explanation does not say the line itself again, so what it interrupted goes on after it.
        thenResume: talk.own !== undefined && input.kind === 'command' && explanations.has(input.name),
        commit() {
          state = next.state;
          lastAt = clock.now();
        },
      };
    },
    snapshot: () => snapshotOf(lesson, state),
    close() {
      // Nothing is held open: a lesson is all state.
    },
  };
}

function talkOf({ lesson, commands, translateTo, manner, library }: LessonSceneOptions): Talk {
  const own = translateTo === undefined || translateTo === lesson.from ? linesIn(lesson.from) : undefined;
  return {
    lesson,
    commands,
    lines: linesIn(lesson.language) ?? englishLines,
    own,
    manner: manner ?? mannerOf(defaultSettings),
    library: library ?? [],
  };
}

function listening(talk: Talk, state: TalkState): Listening {
  const { lesson, commands } = talk;
  const confirmations = confirmationPhrases(commands, lesson.language, confirmationsIn(state));
  const taken = new Set(confirmations.map(({ text }) => plainText(text, lesson.language)));
  const answers =
    state.phase === 'ended'
      ? lessonPhrases(commands, lesson.language, talk.library.length)
      : phrasesOf(lesson, state).filter(({ text }) => !taken.has(plainText(text, lesson.language)));
  return {
    language: lesson.language,
    phrases: [...confirmations, ...answers],
    commands: commandPhrases(commands, lesson.language),
    question: 'expected',
    level: lesson.level,
  };
}

function phrasesOf(lesson: Lesson, state: TalkState): ExpectedPhrase[] {
  const exchange = exchangeAt(lesson, state);
  const said = [
    ...exchange.answers.flatMap(({ forms }) => forms),
    ...exchange.wrong.map(({ key, say }) => ({ id: key, text: say })),
  ];
  const known = new Set(said.map(({ text }) => plainText(text, lesson.language)));
  return [
    ...said,
    // Who puts a mistake right in the same breath is heard out: the mistake is the beginning of a longer phrase.
    ...exchange.wrong.flatMap(({ key, say, better }) => {
      const text = repairedPhrase(say, better, lesson.language);
      return text === undefined || known.has(plainText(text, lesson.language)) ? [] : [{ id: repairId(key), text }];
    }),
  ];
}
