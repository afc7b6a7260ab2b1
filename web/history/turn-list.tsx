import type { ReactNode } from 'react';
import type { Answer } from '../api/doors.ts';
import { Foreign } from '../design/foreign.tsx';
import { Badge, type Tone } from '../design/status.tsx';
import { type TurnNote, turnNote } from './turn-note.ts';
import { useHistoryWords } from './words.ts';

type Kept = Answer<'GET /v1/conversations/:id'>;
type Turn = Kept['history'][number];

const tones: Record<TurnNote['verdict'], Tone> = {
  'right': 'good',
  'close': 'amber',
  'wrong-form': 'rust',
  'wrong': 'rust',
  'unsure': 'slate',
  'not-understood': 'slate',
};

/** Both sides, turn by turn. */
export function TurnList({ kept }: { kept: Kept }) {
  return (
    <ol className="flex flex-col gap-5">
      {kept.history.map((turn) => (
        <li key={turn.id} className="flex flex-col gap-3">
          <Learner turn={turn} kept={kept} />
          <Tutor turn={turn} language={kept.language} />
        </li>
      ))}
    </ol>
  );
}

function Learner({ turn, kept }: { turn: Turn; kept: Kept }) {
  const t = useHistoryWords();
  if (turn.origin === 'opening' || turn.origin === 'asked') return null;
  if (turn.origin === 'command')
    return <p className="self-end text-sm text-soft">{t('command', { name: turn.said })}</p>;
  const note = turnNote(turn.effects);
  return (
    <div className="flex max-w-[85%] flex-col items-end gap-1.5 self-end">
      <p className="rounded-2xl rounded-br-sm bg-wash px-4 py-2.5">
        <span className="sr-only">{t('you')}: </span>
        {turn.said === '' ? (
          <em className="text-soft">{t('notUnderstood')}</em>
        ) : (
          <Foreign lang={kept.language} className="text-lg">
            {turn.said}
          </Foreign>
        )}
      </p>
      <div className="flex flex-wrap items-center justify-end gap-2 text-sm text-soft">
        {turn.origin === 'typed' && <span>{t('typed')}</span>}
        {note !== undefined && <Badge tone={tones[note.verdict]}>{t(`verdict.${note.verdict}`)}</Badge>}
      </div>
      {note !== undefined && note.better !== '' && (
        <NoteLine>
          <span className="mr-2 text-sm text-soft">{t('better')}</span>
          <Foreign lang={kept.language} className="font-serif text-lg">
            {note.better}
          </Foreign>
          {note.why !== '' && (
            <Foreign lang={kept.from} className="block text-sm text-soft">
              {note.why}
            </Foreign>
          )}
        </NoteLine>
      )}
    </div>
  );
}

function NoteLine({ children }: { children: ReactNode }) {
  return <div className="rounded-field border border-line bg-sheet px-4 py-2.5 text-left">{children}</div>;
}

function Tutor({ turn, language }: { turn: Turn; language: string }) {
  const t = useHistoryWords();
  if (turn.replied === '') return null;
  return (
    <div className="max-w-[85%] self-start">
      <p className="font-serif text-xl leading-snug">
        <span className="sr-only">{t('tutor')}: </span>
        <Foreign lang={language}>{turn.replied}</Foreign>
      </p>
      {(turn.outcome === 'interrupted' || turn.outcome === 'failed') && (
        <p className="mt-1 text-sm text-soft">{t(turn.outcome)}</p>
      )}
    </div>
  );
}
