import type { AlignedWord } from '../../wire/effects.ts';
import { Foreign } from '../design/foreign.tsx';
import { useTalkWords } from './words.ts';

const looks: Record<AlignedWord['mark'], string> = {
  right: '',
  missing: 'rounded border border-dashed border-rust px-1',
  extra: 'text-soft line-through decoration-rust',
  wrong: 'underline decoration-rust decoration-2 underline-offset-4',
  moved: 'underline decoration-amber decoration-dotted decoration-2 underline-offset-4',
  spelling: 'underline decoration-amber decoration-wavy',
  diacritics: 'underline decoration-amber decoration-wavy',
};

/** An answer word by word: what was missing, too much, another word, in another place, or only spelt otherwise. */
export function AlignedWords({ words, language }: { words: readonly AlignedWord[]; language: string }) {
  const t = useTalkWords();
  return (
    <Foreign as="p" lang={language} className="flex flex-wrap items-baseline gap-x-2 gap-y-1 font-serif text-lg">
      {words.map(({ text, said, mark }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: words of one answer are told apart by place.
        <span key={place} className="inline-flex items-baseline gap-1">
          {(mark === 'wrong' || mark === 'spelling') && said !== '' && (
            <s className="text-base text-soft decoration-edge">{said}</s>
          )}
          <span className={looks[mark]}>{text === '' ? said : text}</span>
          {mark !== 'right' && <span className="sr-only">({t(`mark.${mark}`)})</span>}
        </span>
      ))}
    </Foreign>
  );
}
