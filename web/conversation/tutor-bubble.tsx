import { useState } from 'react';
import { Icon } from '../design/icons.tsx';
import { useSettings } from '../settings/use-settings.ts';
import { captionPieces } from './captions.ts';
import type { Talk } from './talk.ts';
import type { TutorLine } from './talk-state.ts';
import { useCaption } from './use-caption.ts';
import { useTalkWords } from './words.ts';

interface TutorBubbleProps {
  talk: Talk;
  line: TutorLine;
  /** The line that is to be answered now: it has the stage. */
  current: boolean;
}

/** Letters above which a line is no headline any more. */
const LONG = 90;

/** The tutor's line, lit word by word as it is heard. */
export function TutorBubble({ talk, line, current }: TutorBubbleProps) {
  const t = useTalkWords();
  const now = useCaption(talk, line);
  const hasTranslation = line.translation !== '' && line.language !== line.translationLanguage;
  const captions = useSettings()?.captions ?? true;
  const [shown, setShown] = useState(false);
  // Who wants to listen first sees the words of a line when they ask for them, or when it was not sounded here.
  const hidden = !captions && !shown && current && line.sound !== 'none';
  return (
    <div className="max-w-[44rem] self-start">
      <p className="label mb-1.5">{t('talk.tutor')}</p>
      <div
        className={
          current
            ? 'border-l-4 border-accent py-1 pl-5'
            : 'rounded-2xl rounded-tl-sm border border-line bg-sheet px-4 py-2.5'
        }
      >
        {hidden ? (
          <button type="button" className="tool" onClick={() => setShown(true)}>
            <Icon name="unheard" className="size-5 text-accent" />
            {t('caption.hidden')}
          </button>
        ) : (
          <p
            className={`font-serif ${current ? (line.text.length > LONG ? 'text-xl leading-snug sm:text-2xl' : 'text-[1.6rem] leading-snug sm:text-[2.15rem]') : 'text-lg leading-normal'}`}
            lang={line.language}
            data-testid="tutor-text"
          >
            {line.fate === 'interrupted' ? <CutText line={line} /> : <LitText line={line} now={now} />}
          </p>
        )}
        {line.translated && hasTranslation && !hidden && (
          <p className="mt-1.5 text-soft" lang={line.translationLanguage} data-testid="translation">
            {line.translation}
          </p>
        )}
        {line.fate === 'failed' && <p className="mt-2 text-sm text-rust">{t('talk.failed')}</p>}
      </div>
      {hasTranslation && (
        <button
          type="button"
          className="mt-1 inline-flex min-h-8 items-center gap-1.5 rounded px-1 text-sm text-soft hover:text-ink"
          aria-expanded={line.translated}
          onClick={() => talk.toggleTranslation(line.id)}
        >
          <Icon name="translate" className="size-4" />
          {line.translated ? t('talk.hideTranslation') : t('talk.showTranslation')}
        </button>
      )}
    </div>
  );
}

/** `now` is the word being heard, -1 before the first; undefined when the line is not sounding. */
function LitText({ line, now }: { line: TutorLine; now: number | undefined }) {
  if (line.text === '') return <span className="text-soft">…</span>;
  return captionPieces(line.text, line.words).map((piece, place) => (
    <span
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces only ever grow at the end.
      key={place}
      className={
        now === undefined || piece.word === undefined
          ? undefined
          : piece.word === now
            ? 'heard'
            : piece.word > now
              ? 'text-soft'
              : undefined
      }
      data-now={piece.word !== undefined && piece.word === now ? true : undefined}
    >
      {piece.text}
    </span>
  ));
}

/** A line that was cut off: what was heard of it, and what was not. */
function CutText({ line }: { line: TutorLine }) {
  const t = useTalkWords();
  const heard = line.text.startsWith(line.heardText) ? line.heardText : '';
  const rest = line.text.slice(heard.length);
  return (
    <>
      {heard}
      {rest !== '' && (
        <>
          {/* Spaces, or a screen reader says the word and the mark as one. */ ' '}
          <span className="mx-1 inline-block rounded bg-slate-wash px-1.5 align-middle font-sans text-xs text-slate">
            {t('talk.interrupted')}
          </span>{' '}
          <del className="text-soft no-underline">{rest}</del>
        </>
      )}
    </>
  );
}
