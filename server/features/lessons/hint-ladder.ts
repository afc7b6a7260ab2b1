import type { ReplyPart } from '../../turn/scene.ts';
import type { Answer } from './compile-lesson.ts';
import { answerPart, effect, type Step, say, type Talk, tutorSays } from './talk-parts.ts';
import { exchangeAt, type TalkState } from './talk-state.ts';

/** At most this many answers to choose from. */
const mostChoices = 3;

/** A hint, with what is shown of it. */
export interface HintStep extends Step {
  text: string;
}

interface Rung {
  text: string;
  language: string;
  choices: readonly string[];
  spoken: ReplyPart;
  /** It tells how the answer begins. */
  beginning?: true;
  /** The answer it gives away. */
  shows?: Answer;
}

/** The author's hints in the learner's own language, then the beginning, a choice, and the answer itself. */
function ladder(talk: Talk, state: TalkState): Rung[] {
  const exchange = exchangeAt(talk.lesson, state);
  const { language } = talk.lesson;
  const own = talk.own?.language;
  const rungs: Rung[] =
    own === undefined
      ? []
      : exchange.hints.map((text) => ({ text, language: own, choices: [], spoken: say(text, own) }));
  const [first] = exchange.answers;
  if (!first) return rungs;
  const beginning = firstHalf(first.text);
  rungs.push({
    text: `${beginning} …`,
    language,
    choices: [],
    spoken: tutorSays(talk, ({ starts }) => starts(beginning)),
    beginning: true,
  });
  const choices = exchange.answers.slice(0, mostChoices).map(({ text }) => text);
  if (choices.length > 1) {
    rungs.push({ text: '', language, choices, spoken: tutorSays(talk, (lines) => lines.choices(choices)) });
  }
  rungs.push({
    text: first.text,
    language,
    choices: [],
    spoken: tutorSays(talk, ({ show }) => show(first.text)),
    shows: first,
  });
  return rungs;
}

/** The next hint; the last one is given again and again. */
export function hintStep(talk: Talk, state: TalkState): HintStep {
  const rungs = ladder(talk, state);
  const level = Math.min(state.hints + 1, rungs.length);
  const rung = rungs[level - 1];
  if (!rung) return { state, parts: [], text: '' };
  return {
    text: rung.text,
    state: { ...state, hints: level, shown: rung.shows?.key ?? state.shown },
    parts: [
      effect('hint', {
        exchange: state.at,
        level,
        levels: rungs.length,
        text: rung.text,
        choices: [...rung.choices],
        language: rung.language,
      }),
      ...(rung.shows && state.shown === null ? [answerPart(talk, state, rung.shows)] : []),
      rung.spoken,
    ],
  };
}

/** How the answer begins that was nearest to what the learner typed. */
export function beginningStep(talk: Talk, state: TalkState, nearest: Answer | undefined): HintStep {
  const answer = nearest ?? exchangeAt(talk.lesson, state).answers[0];
  if (!answer) return { state, parts: [], text: '' };
  const beginning = firstHalf(answer.text);
  const rungs = ladder(talk, state);
  const level = Math.max(1, rungs.findIndex((rung) => rung.beginning) + 1);
  return {
    text: `${beginning} …`,
    state: { ...state, hints: Math.max(state.hints, level) },
    parts: [
      effect('hint', {
        exchange: state.at,
        level,
        levels: rungs.length,
        text: `${beginning} …`,
        choices: [],
        language: talk.lesson.language,
      }),
      tutorSays(talk, ({ starts }) => starts(beginning)),
    ],
  };
}

/** The first half of an answer, by words; a single word by letters. */
export function firstHalf(text: string): string {
  const words = text.split(/\s+/);
  const half = words.slice(0, Math.ceil(words.length / 2)).join(' ');
  const part = words.length > 1 ? half : [...text].slice(0, Math.ceil([...text].length / 2)).join('');
  return part.replace(/[\p{P}\s]+$/u, '');
}
