import type { ReplyPart } from '../../turn/scene.ts';
import { type CommandName, spokenName } from './commands.ts';
import { hintStep } from './hint-ladder.ts';
import { end, leave, restart } from './leave-exchange.ts';
import {
  answerByKey,
  currentParts,
  effect,
  promptParts,
  type Step,
  say,
  type Talk,
  tutorSays,
  wrongByKey,
} from './talk-parts.ts';
import { exchangeAt, type TalkState } from './talk-state.ts';

/** The commands that `help` names, in this order. */
const named: readonly CommandName[] = ['repeat', 'slower', 'hint', 'meaning', 'skip', 'stop'];

/** Does what the learner asks of the tutor. What the tutor waits for stays as it was, but for `skip`, `restart` and `stop`. */
export function commandStep(talk: Talk, state: TalkState, name: CommandName): Step {
  const ended = state.phase === 'ended';
  switch (name) {
    case 'restart':
      return restart(talk, state);
    case 'stop':
      return ended ? { state, parts: [tutorSays(talk, ({ bye }) => bye)] } : end(talk, state, [], 'stopped');
    case 'skip':
      return ended ? { state, parts: currentParts(talk, state) } : skip(talk, state);
    case 'repeat':
      return { state, parts: currentParts(talk, state) };
    case 'slower':
      return { state, parts: currentParts(talk, state, true) };
    case 'help':
      return { state, parts: [...helpParts(talk), ...(ended ? currentParts(talk, state) : [])] };
    case 'why':
      return { state, parts: whyParts(talk, state) };
    case 'hint':
      // A correction or an answer just given is the best hint there is.
      if (ended || state.repair !== null || state.shown !== null) return { state, parts: currentParts(talk, state) };
      return hintStep(talk, { ...state, confirm: null });
    case 'translate':
    case 'meaning':
      return { state, parts: ended ? currentParts(talk, state) : translationParts(talk, state) };
  }
}

/** The page opens the lesson; this one stays where it is. */
export function lessonStep(talk: Talk, state: TalkState, found: { id: string; title: string } | undefined): Step {
  const lines = talk.own ?? talk.lines;
  if (!found) return { state, parts: [say(lines.noSuchLesson, lines.language)] };
  return {
    state,
    parts: [
      effect('open-lesson', { lesson: found.id, title: found.title }),
      tutorSays(talk, ({ openLesson }) => openLesson(found.title)),
    ],
  };
}

function skip(talk: Talk, state: TalkState): Step {
  const exchange = exchangeAt(talk.lesson, state);
  const given = answerByKey(exchange, state.shown) ?? wrongByKey(exchange, state.repair)?.answer;
  const onward = given ? given.next : exchange.onward;
  // An answer that asks back leads nowhere on.
  const next = onward === exchange.id ? exchange.onward : onward;
  return leave(talk, state, { outcome: given ? 'shown' : 'skipped', answer: given, next }, []);
}

function helpParts(talk: Talk): ReplyPart[] {
  const { language } = talk.lesson;
  const list = named.map((name) => spokenName(talk.commands, name, language).replace(/[.!?]+$/, '')).join(', ');
  const lines = talk.own ?? talk.lines;
  return [say(lines.help, lines.language), say(`${list}.`, language)];
}

function whyParts(talk: Talk, state: TalkState): ReplyPart[] {
  const lines = talk.own ?? talk.lines;
  const last = state.corrected.findLast(({ exchange }) => exchange === state.at) ?? state.corrected.at(-1);
  const reason = last?.why || exchangeAt(talk.lesson, state).grammar;
  if (!reason) return [say(lines.nothingToExplain, lines.language)];
  // Reasons are written in the learner's own language; who speaks another one still hears the right words.
  if (talk.own) return [say(reason, talk.own.language)];
  return last ? [tutorSays(talk, ({ itIs }) => itIs(last.better))] : [say(lines.nothingToExplain, lines.language)];
}

/** The meaning of what the learner is to say, when that was just given; else of the tutor's line. */
function translationParts(talk: Talk, state: TalkState): ReplyPart[] {
  const exchange = exchangeAt(talk.lesson, state);
  const given = answerByKey(exchange, state.shown) ?? wrongByKey(exchange, state.repair)?.answer;
  const [text, translation] = given?.translation
    ? [given.text, given.translation]
    : [exchange.tutor, exchange.translation];
  const shown = effect('translation', {
    text,
    translation,
    language: talk.lesson.language,
    translation_language: talk.lesson.from,
  });
  if (talk.own && translation) return [shown, say(translation, talk.own.language)];
  // Without a translation to say, slow and clear is what helps.
  return given
    ? [shown, say(given.text, talk.lesson.language, talk.manner.slowly)]
    : [shown, ...promptParts(talk, state, true)];
}
