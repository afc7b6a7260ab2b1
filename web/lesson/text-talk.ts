import type { LessonDetail } from '../../wire/api/lessons.ts';
import type { AnswerVerdict, Correction } from '../../wire/effects.ts';
import { scoreText } from '../../wire/task-scoring.ts';

/** A lesson's talk by text on this device alone, for when there is no server: the same path, a simpler ear. */

type Dialogue = LessonDetail['dialogues'][number];
type Answer = Dialogue['answers'][number];

export interface TextLine {
  id: string;
  who: 'tutor' | 'learner' | 'hint';
  text: string;
  translation: string;
  /** Names the sound of a tutor's line in the lesson. */
  of: string | undefined;
  note: { verdict: AnswerVerdict; better: string; why: string } | undefined;
}

export interface TextTalk {
  lesson: LessonDetail;
  /** Where it stands; undefined when it is over. */
  at: string | undefined;
  attempt: number;
  hints: number;
  /** The answer has been given away. */
  shown: boolean;
  lines: readonly TextLine[];
  counts: { first_try: number; with_help: number; shown: number; skipped: number };
}

/** What an answer was, for the learning log. */
export interface Judged {
  exchange: string;
  text: string;
  verdict: AnswerVerdict;
  attempt: number;
  hints: number;
  shown: boolean;
  correction: Correction | null;
}

/** After so many tries the answer is shown. */
const TRIES = 3;

export function beginText(lesson: LessonDetail): TextTalk {
  const counts = { first_try: 0, with_help: 0, shown: 0, skipped: 0 };
  const empty: TextTalk = { lesson, at: undefined, attempt: 1, hints: 0, shown: false, lines: [], counts };
  return goTo(empty, lesson.dialogues[0]?.id ?? null);
}

export const dialogueNow = ({ lesson, at }: TextTalk): Dialogue | undefined =>
  lesson.dialogues.find(({ id }) => id === at);

export const doneOf = ({ counts }: TextTalk): number =>
  counts.first_try + counts.with_help + counts.shown + counts.skipped;

/** The talk after an answer, and what it was; nothing changes once it is over. */
export function answerText(talk: TextTalk, typed: string): { talk: TextTalk; judged: Judged | undefined } {
  const here = dialogueNow(talk);
  if (here === undefined) return { talk, judged: undefined };
  const { language } = talk.lesson;
  const known = here.wrong.find(({ say }) => scoreText('', typed, [say], language, 'exactly').verdict === 'right');
  const best = bestAnswer(here, typed, language);
  const verdict: AnswerVerdict =
    best.verdict === 'right' ? 'right' : known ? 'wrong-form' : best.verdict === 'close' ? 'close' : 'wrong';
  const passed = verdict === 'right' || verdict === 'close';
  const correction = known && !passed ? { said: typed, better: known.better, why: known.why, kind: known.kind } : null;
  const judged: Judged = {
    exchange: here.id,
    text: best.text,
    verdict,
    attempt: talk.attempt,
    hints: talk.hints,
    shown: talk.shown,
    correction,
  };
  const better = verdict === 'close' ? best.text : (correction?.better ?? '');
  const note = { verdict, better, why: correction?.why ?? '' };
  const said = withLine(talk, { who: 'learner', text: typed, translation: '', of: undefined, note });
  if (passed) return { talk: goOn(counted(said), best.answer, here), judged };
  const again = { ...said, attempt: said.attempt + 1 };
  return { talk: again.attempt > TRIES ? show(again, here) : again, judged };
}

/** One rung of the hint ladder; on the last the answer itself. */
export function hintText(talk: TextTalk): TextTalk {
  const here = dialogueNow(talk);
  if (here === undefined) return talk;
  const hint = here.hints[talk.hints];
  if (hint === undefined) return show({ ...talk, hints: talk.hints + 1 }, here);
  const told = withLine(talk, { who: 'hint', text: hint, translation: '', of: undefined, note: undefined });
  return { ...told, hints: talk.hints + 1 };
}

export function skipText(talk: TextTalk): TextTalk {
  const here = dialogueNow(talk);
  if (here === undefined) return talk;
  const passed = { ...talk, counts: { ...talk.counts, skipped: talk.counts.skipped + 1 } };
  return goTo(passed, here.onward ?? here.answers[0]?.next ?? null);
}

function bestAnswer(here: Dialogue, typed: string, language: string) {
  const scored = here.answers.map((answer) => {
    const { verdict, answer: text } = scoreText('', typed, [answer.text, ...answer.alternatives], language);
    return { answer, verdict, text };
  });
  const found = scored.find(({ verdict }) => verdict === 'right') ?? scored.find(({ verdict }) => verdict === 'close');
  return found ?? { answer: here.answers[0], verdict: 'wrong' as const, text: here.answers[0]?.text ?? '' };
}

function show(talk: TextTalk, here: Dialogue): TextTalk {
  const [answer] = here.answers;
  if (answer === undefined || talk.shown) return talk;
  const { text, translation } = answer;
  return { ...withLine(talk, { who: 'hint', text, translation, of: undefined, note: undefined }), shown: true };
}

function counted(talk: TextTalk): TextTalk {
  const how = talk.shown ? 'shown' : talk.attempt === 1 && talk.hints === 0 ? 'first_try' : 'with_help';
  return { ...talk, counts: { ...talk.counts, [how]: talk.counts[how] + 1 } };
}

function goOn(talk: TextTalk, answer: Answer | undefined, here: Dialogue): TextTalk {
  const reply = answer?.reply ?? '';
  const of = `reply:${here.id}:${answer?.key ?? ''}`;
  const replied =
    reply === '' ? talk : withLine(talk, { who: 'tutor', text: reply, translation: '', of, note: undefined });
  return goTo(replied, answer === undefined ? here.onward : answer.next);
}

function goTo(talk: TextTalk, id: string | null): TextTalk {
  const fresh = { ...talk, attempt: 1, hints: 0, shown: false };
  const next = talk.lesson.dialogues.find((one) => one.id === id);
  // A path that leads in a circle ends after as many exchanges as the lesson has, twice over.
  if (next === undefined || doneOf(talk) >= talk.lesson.dialogues.length * 2) {
    const { closing, closing_translation: translation } = talk.lesson;
    const over = { ...fresh, at: undefined };
    return closing === ''
      ? over
      : withLine(over, { who: 'tutor', text: closing, translation, of: 'closing', note: undefined });
  }
  const { tutor: text, translation } = next;
  const line = { who: 'tutor' as const, text, translation, of: `dialogue:${next.id}`, note: undefined };
  return { ...withLine(fresh, line), at: next.id };
}

const withLine = (talk: TextTalk, line: Omit<TextLine, 'id'>): TextTalk => ({
  ...talk,
  lines: [...talk.lines, { ...line, id: String(talk.lines.length) }],
});
