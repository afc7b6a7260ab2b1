import { restart } from './leave-exchange.ts';
import { accept, affirmed, correct, denied, doubt, miss } from './talk-answers.ts';
import { commandStep, lessonStep } from './talk-commands.ts';
import { currentParts, promptParts, type Step, type Talk, tutorSays } from './talk-parts.ts';
import type { TalkState } from './talk-state.ts';
import type { Input } from './understand.ts';

/** The whole of a lesson's conversation: state and input in, state and words out. Pure. */
export function step(talk: Talk, state: TalkState, input: Input): Step {
  if (input.kind === 'asked') return { state, parts: currentParts(talk, state) };
  if (input.kind === 'lesson') return lessonStep(talk, state, input.found);
  if (input.kind === 'command') return commandStep(talk, state, input.name);
  if (state.phase === 'ended') return afterTheEnd(talk, state, input);
  switch (input.kind) {
    case 'confirmation':
      return input.name === 'no'
        ? denied(talk, state)
        : affirmed(talk, state, { ...input.evidence, words: [], focus: null, alignment: [], errorType: null });
    case 'unsure':
      return doubt(talk, state, input);
    case 'wrong-form':
      return correct(talk, state, input.wrong, input.evidence);
    case 'miss':
      return miss(talk, state, input.nearest, false, input.evidence);
    case 'answer':
      if (input.grade === 'near') return miss(talk, state, input.answer, true, input.evidence);
      return accept(talk, state, input.answer, input.grade, input.evidence);
  }
}

function afterTheEnd(talk: Talk, state: TalkState, input: Input): Step {
  if (input.kind === 'confirmation') {
    return input.name === 'no' ? { state, parts: [tutorSays(talk, ({ bye }) => bye)] } : restart(talk, state);
  }
  return { state, parts: [tutorSays(talk, ({ notUnderstood }) => notUnderstood), ...currentParts(talk, state)] };
}

/** The first words of a conversation, or of one that is taken up again. */
export function openTalk(talk: Talk, state: TalkState): Step {
  const opened: TalkState = { ...state, opened: true };
  if (!state.opened) return { state: opened, parts: promptParts(talk, opened) };
  const begun = state.phase === 'talking' && (state.results.length > 0 || state.tries > 0);
  const welcome = begun ? [tutorSays(talk, ({ welcomeBack }) => welcomeBack)] : [];
  // The page needs the line even where something else is said.
  const waiting = state.confirm !== null || state.repair !== null || state.shown !== null;
  const shown = state.phase === 'talking' && waiting ? promptParts(talk, opened).slice(0, 1) : [];
  return { state: opened, parts: [...welcome, ...shown, ...currentParts(talk, opened)] };
}
