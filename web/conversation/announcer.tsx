import type { TalkState } from './talk-state.ts';
import { useTalkWords } from './words.ts';

/**
 * What a screen reader says of itself: what was heard of the learner and the note on it, and the tutor's words when they
 * were not sounded here. A line that is spoken aloud is not read over its own voice; it can be read in the transcript.
 */
export function Announcer({ state }: { state: TalkState }) {
  const t = useTalkWords();
  const said = state.lines.findLast((line) => line.kind === 'learner' && line.settled);
  const silent = state.lines.findLast(
    (line) => line.kind === 'tutor' && (state.silent || line.sound === 'none') && line.fate === 'spoken',
  );
  const hint = state.lines.findLast((line) => line.kind === 'hint');
  const words: string[] = [];
  if (said?.kind === 'learner') {
    words.push(said.text === '' ? t('talk.notUnderstood') : t('announce.youSaid', { text: said.text }));
    if (said.feedback !== undefined) words.push(t(`feedback.${said.feedback.verdict}`));
    const better = said.feedback?.correction?.better;
    if (better !== undefined) words.push(`${t('feedback.better')}: ${better}`);
  }
  return (
    <>
      <p className="sr-only" role="status" lang={said === undefined ? undefined : state.scene?.language}>
        {words.map((one) => (/[.!?…]$/.test(one) ? one : `${one}.`)).join(' ')}
      </p>
      <p className="sr-only" role="status" lang={state.scene?.language}>
        {silent?.kind === 'tutor' ? t('announce.tutorSaid', { text: silent.text }) : ''}
      </p>
      <p className="sr-only" role="status">
        {hint?.kind === 'hint'
          ? `${t('hint.title', { level: hint.hint.level, levels: hint.hint.levels })}. ${hint.hint.text}`
          : ''}
      </p>
    </>
  );
}
