import { Icon } from '../design/icons.tsx';
import { captionPieces } from './captions.ts';
import type { Talk } from './talk.ts';
import type { TutorLine } from './talk-state.ts';
import { useCaption } from './use-caption.ts';
import { useTalkWords } from './words.ts';

/** The tutor's line, lit word by word as it is heard. */
export function TutorBubble({ talk, line }: { talk: Talk; line: TutorLine }) {
  const t = useTalkWords();
  const now = useCaption(talk, line);
  const hasTranslation = line.translation !== '' && line.language !== line.translationLanguage;
  return (
    <div className="max-w-[40rem] self-start pr-6">
      <p className="label mb-1.5">{t('talk.tutor')}</p>
      <div className="rounded-2xl rounded-tl-sm border border-line bg-sheet px-5 py-3.5 shadow-[0_1px_2px_var(--lift)]">
        <p
          className="font-serif text-[1.35rem] leading-normal sm:text-[1.5rem]"
          lang={line.language}
          data-testid="tutor-text"
        >
          {line.fate === 'interrupted' ? <CutText line={line} /> : <LitText line={line} now={now} />}
        </p>
        {line.translated && hasTranslation && (
          <p
            className="mt-2 border-t border-line pt-2 text-soft"
            lang={line.translationLanguage}
            data-testid="translation"
          >
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
          <span className="mx-1 inline-block rounded bg-slate-wash px-1.5 align-middle font-sans text-xs text-slate">
            {t('talk.interrupted')}
          </span>
          <del className="text-soft no-underline">{rest}</del>
        </>
      )}
    </>
  );
}
