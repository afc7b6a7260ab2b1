import { Foreign } from '../design/foreign.tsx';
import { Icon } from '../design/icons.tsx';
import type { Face } from './card-faces.ts';
import type { Typed } from './player-state.ts';
import { diffLetters, isNear } from './typed-diff.ts';
import { useReviewWords } from './words.ts';

/** What was typed against what was wanted, letter by letter; never by colour alone. */
export function TypedResult({ typed, answer }: { typed: Typed; answer: Face }) {
  const t = useReviewWords();
  const off = typed.grade === 1;
  const pieces = diffLetters(typed.text, answer.text);
  return (
    <div role="status" className="flex flex-col items-center gap-2">
      <p
        className={`flex items-center gap-2 font-semibold ${off ? 'text-rust' : typed.exact ? 'text-accent' : 'text-amber'}`}
      >
        <Icon name={off ? 'mend' : typed.exact ? 'right' : 'close'} />
        {t(off ? 'player.off' : typed.exact ? 'player.exact' : 'player.close')}
      </p>
      {!typed.exact && (
        <p className="max-w-full">
          <span className="text-sm text-soft">{t('player.you')}: </span>
          {typed.text.trim() === '' ? (
            t('player.nothing')
          ) : (
            <Foreign lang={answer.language} className="font-serif text-lg wrap-anywhere">
              {(isNear(pieces) ? pieces : [{ kind: 'same' as const, text: typed.text }]).map((piece, place) =>
                piece.kind === 'same' ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces are told apart by place.
                  <span key={place}>{piece.text}</span>
                ) : piece.kind === 'extra' ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces are told apart by place.
                  <del key={place} className="rounded-sm bg-rust-wash text-rust decoration-2">
                    <span className="sr-only">{t('diff.extra')} </span>
                    {piece.text}
                  </del>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces are told apart by place.
                  <ins key={place} className="rounded-sm bg-wash text-accent decoration-dotted decoration-2">
                    <span className="sr-only">{t('diff.missing')} </span>
                    {piece.text}
                  </ins>
                ),
              )}
            </Foreign>
          )}
        </p>
      )}
      {typed.local && <p className="text-sm text-soft">{t('player.localCheck')}</p>}
    </div>
  );
}
