import type { Hint } from '../../../wire/effects.ts';
import type { ReplyPart } from '../../turn/scene.ts';
import type { Answer } from './compile-lesson.ts';
import { answerPart, effect, promptParts, type Step, say, type Talk, tutorSays } from './talk-parts.ts';
import { exchangeAt, type TalkState } from './talk-state.ts';

/** At most this many answers to choose from. */
const mostChoices = 3;

/** A hint, with what is shown of it. */
export interface HintStep extends Step {
  text: string;
  /** The tutor's line is part of it. */
  saysLine: boolean;
}

interface Rung {
  rung: Hint['rung'];
  text: string;
  language: string;
  choices: readonly string[];
  spoken: readonly ReplyPart[];
  /** The answer it gives away. */
  shows?: Answer;
}

/** Time to think, the line said slowly, the first half of the answer, a choice, the answer itself. */
function ladder(talk: Talk, state: TalkState): Rung[] {
  const { answers } = exchangeAt(talk.lesson, state);
  const { language } = talk.lesson;
  const rungs = [patience(talk, state), slower(talk, state)];
  const [first] = answers;
  if (!first) return rungs;
  const beginning = firstHalf(first.text);
  rungs.push({
    rung: 'first_half',
    text: `${beginning} …`,
    language,
    choices: [],
    spoken: [tutorSays(talk, ({ starts }) => starts(beginning))],
  });
  const choices = answers.slice(0, mostChoices).map(({ text }) => text);
  if (choices.length > 1) {
    rungs.push({
      rung: 'choice',
      text: '',
      language,
      choices,
      spoken: [tutorSays(talk, (lines) => lines.choices(choices))],
    });
  }
  rungs.push({
    rung: 'answer',
    text: first.text,
    language,
    choices: [],
    spoken: [tutorSays(talk, ({ show }) => show(first.text))],
    shows: first,
  });
  return rungs;
}

/** Time, with the author's lightest hint where the learner can read it. */
function patience(talk: Talk, state: TalkState): Rung {
  const [hint] = ownHints(talk, state);
  const wait = tutorSays(talk, ({ takeYourTime }) => takeYourTime);
  if (hint === undefined || !talk.own) {
    return { rung: 'wait', text: talk.lines.takeYourTime, language: talk.lines.language, choices: [], spoken: [wait] };
  }
  const { language } = talk.own;
  return { rung: 'wait', text: hint, language, choices: [], spoken: [wait, say(hint, language)] };
}

/** The line once more, slowly, after what else the author would say of it. */
function slower(talk: Talk, state: TalkState): Rung {
  const more = ownHints(talk, state).slice(1).join(' ');
  const line = promptParts(talk, state, true);
  if (more === '' || !talk.own) {
    const { tutor } = exchangeAt(talk.lesson, state);
    return { rung: 'slower', text: tutor, language: talk.lesson.language, choices: [], spoken: line };
  }
  const { language } = talk.own;
  return { rung: 'slower', text: more, language, choices: [], spoken: [say(more, language), ...line] };
}

const ownHints = (talk: Talk, state: TalkState): readonly string[] =>
  talk.own ? exchangeAt(talk.lesson, state).hints : [];

function hintPart(state: TalkState, { rung, text, choices, language }: Rung, level: number, levels: number): ReplyPart {
  return effect('hint', { exchange: state.at, rung, level, levels, text, choices: [...choices], language });
}

/** The next hint; the last one is given again and again. */
export function hintStep(talk: Talk, state: TalkState): HintStep {
  const rungs = ladder(talk, state);
  const level = Math.min(state.hints + 1, rungs.length);
  const rung = rungs[level - 1];
  if (!rung) return { state, parts: [], text: '', saysLine: false };
  return {
    text: rung.text,
    saysLine: rung.rung === 'slower',
    state: { ...state, hints: level, shown: rung.shows?.key ?? state.shown },
    parts: [
      hintPart(state, rung, level, rungs.length),
      ...(rung.shows && state.shown === null ? [answerPart(talk, state, rung.shows)] : []),
      ...rung.spoken,
    ],
  };
}

/** How the answer begins that was nearest to what the learner typed. */
export function beginningStep(talk: Talk, state: TalkState, nearest: Answer | undefined): HintStep {
  const answer = nearest ?? exchangeAt(talk.lesson, state).answers[0];
  if (!answer) return { state, parts: [], text: '', saysLine: false };
  const beginning = firstHalf(answer.text);
  const rungs = ladder(talk, state);
  const level = Math.max(1, rungs.findIndex(({ rung }) => rung === 'first_half') + 1);
  const rung: Rung = {
    rung: 'first_half',
    text: `${beginning} …`,
    language: talk.lesson.language,
    choices: [],
    spoken: [],
  };
  return {
    text: rung.text,
    saysLine: false,
    state: { ...state, hints: Math.max(state.hints, level) },
    parts: [hintPart(state, rung, level, rungs.length), tutorSays(talk, ({ starts }) => starts(beginning))],
  };
}

/** The first half of an answer, by words; a single word by letters. */
export function firstHalf(text: string): string {
  const words = text.split(/\s+/);
  const half = words.slice(0, Math.ceil(words.length / 2)).join(' ');
  const part = words.length > 1 ? half : [...text].slice(0, Math.ceil([...text].length / 2)).join('');
  return part.replace(/[\p{P}\s]+$/u, '');
}
