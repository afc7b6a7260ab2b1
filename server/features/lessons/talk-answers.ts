import type { Correction } from '../../../wire/effects.ts';
import type { ReplyPart } from '../../turn/scene.ts';
import { type CommandName, spokenName } from './commands.ts';
import type { Answer, Exchange, WrongForm } from './compile-lesson.ts';
import { beginningStep, hintStep } from './hint-ladder.ts';
import { leave } from './leave-exchange.ts';
import { commandStep } from './talk-commands.ts';
import {
  answerByKey,
  answerPart,
  currentParts,
  feedbackPart,
  promptParts,
  type Step,
  say,
  type Talk,
  tutorSays,
  wrongByKey,
} from './talk-parts.ts';
import { exchangeAt, type TalkState } from './talk-state.ts';
import type { Evidence, Input } from './understand.ts';

/** After this many misses the answer is said. */
const missesBeforeAnswer = 2;
/** So many questions back at one exchange; the next doubt is a miss. */
const mostDoubts = 2;
/** So many questions of the learner's at one exchange; then the talk goes on. */
const mostAsks = 3;

/** A right answer: the tutor's reply to it, then its branch. */
export function accept(
  talk: Talk,
  state: TalkState,
  answer: Answer,
  grade: 'right' | 'close',
  evidence: Evidence,
): Step {
  const exchange = exchangeAt(talk.lesson, state);
  const wrong = wrongByKey(exchange, state.repair);
  const repaired = wrong?.answer.key === answer.key;
  const mended = repaired ? undefined : mendedAlone(exchange, state, answer);
  const corrected = repaired ? withRepair(state, wrong) : [...state.corrected, ...(mended ? [mended] : [])];
  const settled: TalkState = { ...state, corrected, confirm: null };
  const told = mended ? { correction: correctionIn(mended) } : {};
  const before: ReplyPart[] = [feedbackPart(talk, state, grade, evidence, { answer, reveal: true, ...told })];
  // A drill has no chat; what answers a question of the learner's is none.
  if (answer.reply && (talk.manner.mode !== 'drill' || answer.next === exchange.id))
    before.push(say(answer.reply, talk.lesson.language));
  if (answer.next !== exchange.id) {
    return leave(talk, settled, { outcome: outcomeOf(state), answer, next: answer.next }, before);
  }
  // The learner asked something back: it is answered, and the tutor's question stands.
  const asks = state.asks + 1;
  if (asks >= mostAsks)
    return leave(talk, settled, { outcome: outcomeOf(state), answer, next: exchange.onward }, before);
  const waiting: TalkState = { ...settled, asks, repair: null, shown: null, misses: 0 };
  return { state: waiting, parts: [...before, ...promptParts(talk, waiting)] };
}

const outcomeOf = (state: TalkState): 'first_try' | 'with_help' | 'shown' =>
  state.shown !== null ? 'shown' : state.tries === 0 && state.hints === 0 ? 'first_try' : 'with_help';

/** What the learner put right alone, when asked to, is a mistake mended: now it can be told. */
function mendedAlone(exchange: Exchange, state: TalkState, answer: Answer): Corrected | undefined {
  const wrong = wrongByKey(exchange, state.prompted);
  if (wrong?.answer.key !== answer.key) return undefined;
  const { say: said, better, why, kind } = wrong;
  return { said, better, why, kind, exchange: exchange.id, repaired: true };
}

type Corrected = TalkState['corrected'][number];

const correctionIn = ({ said, better, why, kind }: Corrected): Correction => ({ said, better, why, kind });

function withRepair(state: TalkState, wrong: WrongForm): TalkState['corrected'] {
  const last = state.corrected.findLastIndex(({ exchange, said }) => exchange === state.at && said === wrong.say);
  return state.corrected.map((entry, index) => (index === last ? { ...entry, repaired: true } : entry));
}

/** A known mistake: a coach asks once for another try; then it is said right, with one invitation to say it. After that the talk goes on. */
export function correct(talk: Talk, state: TalkState, wrong: WrongForm, evidence: Evidence): Step {
  const untold = state.prompted === null && state.repair === null && state.shown === null;
  if (talk.manner.mode === 'coach' && untold) return promptRepair(talk, state, wrong, evidence);
  const correction = { said: wrong.say, better: wrong.better, why: wrong.why, kind: wrong.kind };
  const second = state.repair !== null || state.shown !== null;
  const again = state.repair === wrong.key;
  const corrected = again
    ? state.corrected
    : [...state.corrected, { ...correction, exchange: state.at, repaired: false }];
  const shown = feedbackPart(talk, state, 'wrong-form', evidence, { answer: wrong.answer, correction, reveal: true });
  const noted: TalkState = { ...state, corrected, confirm: null, tries: state.tries + 1 };
  if (second) return moveOn(talk, noted, wrong.answer, wrong.better, [shown]);
  return {
    state: { ...noted, repair: wrong.key },
    parts: [shown, ...explained(talk, wrong), tutorSays(talk, ({ recast }) => recast(wrong.better))],
  };
}

function promptRepair(talk: Talk, state: TalkState, wrong: WrongForm, evidence: Evidence): Step {
  return {
    state: { ...state, confirm: null, tries: state.tries + 1, prompted: wrong.key },
    parts: [feedbackPart(talk, state, 'wrong-form', evidence), tutorSays(talk, ({ selfRepair }) => selfRepair)],
  };
}

/** A teacher says why, where the learner's own language is at hand. */
function explained(talk: Talk, wrong: WrongForm): ReplyPart[] {
  const teaches = talk.manner.mode === 'teacher' && talk.own && wrong.why !== '';
  return teaches && talk.own ? [say(wrong.why, talk.own.language)] : [];
}

/** Not understood, or too far from any answer: repeat and hint, then the answer, then on. Never a guess. */
export function miss(
  talk: Talk,
  state: TalkState,
  nearest: Answer | undefined,
  near: boolean,
  evidence: Evidence,
): Step {
  const spoken = evidence.how === 'spoken';
  // However near: it was not taken, and what reads the verdict (points, memory, words known) must not take it either.
  const verdict = spoken ? 'not-understood' : 'wrong';
  const opening = tutorSays(talk, ({ notUnderstood, near: almost, wrong }) =>
    spoken ? notUnderstood : near ? almost : wrong,
  );
  const counted: TalkState = {
    ...state,
    confirm: null,
    tries: state.tries + 1,
    misses: state.misses + 1,
    not_understood: state.not_understood + (spoken ? 1 : 0),
  };
  const meant = near ? nearest : undefined;
  const feedback: FeedbackOf = (more) => [feedbackPart(talk, state, verdict, evidence, { answer: meant, ...more })];
  const settled = afterFirstMiss(talk, counted, nearest, feedback, [opening]);
  if (settled) return settled;
  if (near) return { state: counted, parts: [...feedback({}), opening] };
  const hint = spoken ? hintStep(talk, counted) : beginningStep(talk, counted, nearest);
  const line = spoken && !hint.saysLine ? promptParts(talk, hint.state) : [];
  return { state: hint.state, parts: [...feedback({ hint: hint.text }), opening, ...hint.parts, ...line] };
}

/** Makes the feedback of a miss, when the learner's own miss it was. */
type FeedbackOf = (more: { answer?: Answer; hint?: string; reveal?: boolean }) => readonly ReplyPart[];

/** "No" to "Did you say ...?": a miss of the tutor's, not of the learner's. */
export function denied(talk: Talk, state: TalkState): Step {
  const asked = state.confirm;
  const cleared: TalkState = { ...state, confirm: null };
  if (asked?.startsWith('c:')) return { state: cleared, parts: currentParts(talk, cleared) };
  const counted: TalkState = { ...cleared, misses: state.misses + 1 };
  const opening = tutorSays(talk, ({ sayAgain }) => sayAgain);
  return (
    afterFirstMiss(talk, counted, undefined, () => [], [opening]) ?? {
      state: counted,
      parts: [opening, ...promptParts(talk, counted)],
    }
  );
}

/** A miss that is not the first of its kind: after a correction or the answer, on; after two, the answer. Else undefined. */
function afterFirstMiss(
  talk: Talk,
  state: TalkState,
  nearest: Answer | undefined,
  feedback: FeedbackOf,
  opening: readonly ReplyPart[],
): Step | undefined {
  const exchange = exchangeAt(talk.lesson, state);
  const wrong = wrongByKey(exchange, state.repair);
  if (wrong)
    return moveOn(talk, state, wrong.answer, wrong.better, [
      ...feedback({ answer: wrong.answer, reveal: true }),
      ...opening,
    ]);
  const shown = answerByKey(exchange, state.shown);
  if (shown) {
    const before = [...feedback({ answer: shown, reveal: true }), ...opening];
    // An answer that a hint gave away may still be tried.
    if (state.misses <= missesBeforeAnswer) return { state, parts: [...before, ...currentParts(talk, state)] };
    return moveOn(talk, state, shown, undefined, before);
  }
  if (state.misses < (drills(talk) ? 1 : missesBeforeAnswer)) return undefined;
  // What was nearest is what was meant, if anything was; a question of the learner's is not what to teach first.
  const answer = nearest ?? exchange.answers.find(({ next }) => next !== exchange.id) ?? exchange.answers[0];
  if (!answer) return moveOn(talk, state, undefined, undefined, opening);
  const skip = spokenName(talk.commands, 'skip', talk.lines.language);
  return {
    state: { ...state, shown: answer.key },
    parts: [
      ...feedback({ answer, reveal: true }),
      ...opening,
      answerPart(talk, state, answer),
      tutorSays(talk, ({ show }) => show(answer.text)),
      ...(drills(talk) ? [] : [tutorSays(talk, ({ sayOrSkip }) => sayOrSkip(skip))]),
    ],
  };
}

const drills = ({ manner }: Talk): boolean => manner.mode === 'drill';

/** Gives the right words once more and goes on: nobody is kept at one exchange. */
function moveOn(
  talk: Talk,
  state: TalkState,
  answer: Answer | undefined,
  better: string | undefined,
  before: readonly ReplyPart[],
): Step {
  const exchange = exchangeAt(talk.lesson, state);
  const next = answer && answer.next !== exchange.id ? answer.next : exchange.onward;
  const parts = [...before];
  if (answer && state.shown === null) parts.push(answerPart(talk, state, answer));
  if (better !== undefined) parts.push(tutorSays(talk, ({ itIs }) => itIs(better)));
  if (!drills(talk)) parts.push(tutorSays(talk, ({ goOn }) => goOn));
  return leave(talk, state, { outcome: 'shown', answer, next }, parts);
}

/** Perhaps heard: asked back. The same words again settle it, as an answer or as a mistake; too many doubts are a miss. */
export function doubt(talk: Talk, state: TalkState, input: Extract<Input, { kind: 'unsure' }>): Step {
  const { about, wrong, evidence } = input;
  const key = typeof about === 'string' ? `c:${about}` : about.key;
  if (state.confirm === key) {
    return wrong ? correct(talk, state, wrong, evidence) : affirmed(talk, state, evidence, 'close');
  }
  if (state.doubts >= mostDoubts)
    return miss(talk, state, undefined, false, {
      ...evidence,
      heard: '',
      words: [],
      focus: null,
      alignment: [],
      errorType: null,
    });
  const asking: TalkState = { ...state, confirm: key, doubts: state.doubts + 1 };
  const parts = currentParts(talk, asking);
  return {
    state: asking,
    parts:
      typeof about === 'string' ? parts : [feedbackPart(talk, state, 'unsure', evidence, { answer: about }), ...parts],
  };
}

/** "Yes" to "Did you say ...?". */
export function affirmed(talk: Talk, state: TalkState, evidence: Evidence, grade: 'right' | 'close' = 'right'): Step {
  const { confirm } = state;
  const cleared: TalkState = { ...state, confirm: null };
  if (confirm?.startsWith('c:')) return commandStep(talk, cleared, confirm.slice(2) as CommandName);
  const answer = answerByKey(exchangeAt(talk.lesson, state), confirm);
  if (!answer) return { state: cleared, parts: currentParts(talk, cleared) };
  return accept(talk, cleared, answer, grade, { ...evidence, heard: answer.text });
}
