import { useInterface } from '../i18n/interface-language.tsx';
import type { TalkState } from './talk-state.ts';

/**
 * What a screen reader says of itself: what was heard of the learner and the note on it, and the tutor's words when they
 * were not sounded here. A line that is spoken aloud is not read over its own voice; it can be read in the transcript.
 */
export function Announcer({ state }: { state: TalkState }) {
  const { strings } = useInterface();
  const said = state.lines.findLast((line) => line.kind === 'learner' && line.settled);
  const silent = state.lines.findLast(
    (line) => line.kind === 'tutor' && (state.silent || line.sound === 'none') && line.fate === 'spoken',
  );
  const hint = state.lines.findLast((line) => line.kind === 'hint');
  const words: string[] = [];
  if (said?.kind === 'learner') {
    words.push(said.text === '' ? strings.talk.notUnderstood : strings.announce.youSaid(said.text));
    if (said.feedback !== undefined) words.push(strings.feedback[said.feedback.verdict]);
    const better = said.feedback?.correction?.better;
    if (better !== undefined) words.push(`${strings.feedback.better}: ${better}`);
  }
  return (
    <>
      <p className="sr-only" role="status" lang={said === undefined ? undefined : state.scene?.language}>
        {words.join('. ')}
      </p>
      <p className="sr-only" role="status" lang={state.scene?.language}>
        {silent?.kind === 'tutor' ? strings.announce.tutorSaid(silent.text) : ''}
      </p>
      <p className="sr-only" role="status">
        {hint?.kind === 'hint' ? `${strings.hint.title(hint.hint.level, hint.hint.levels)}. ${hint.hint.text}` : ''}
      </p>
    </>
  );
}
