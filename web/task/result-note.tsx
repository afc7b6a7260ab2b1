import type { ItemResult } from '../../wire/tasks.ts';
import { Foreign } from '../design/foreign.tsx';
import { Icon, type IconName } from '../design/icons.tsx';
import { useTaskWords } from './words.ts';

const looks: Record<ItemResult['verdict'], { tone: string; icon: IconName }> = {
  right: { tone: 'bg-wash text-accent', icon: 'right' },
  close: { tone: 'bg-amber-wash text-amber', icon: 'close' },
  wrong: { tone: 'bg-rust-wash text-rust', icon: 'mend' },
  missing: { tone: 'bg-slate-wash text-slate', icon: 'hint' },
};

const marks = {
  good: '',
  close: 'underline decoration-amber decoration-wavy decoration-2',
  missed: 'underline decoration-rust decoration-2',
  extra: 'text-soft line-through decoration-rust',
} as const;

interface ResultNoteProps {
  result: ItemResult;
  /** Of the answer. */
  language: string;
  from: string;
  translation?: string;
}

/** How an answer was, word by word where it was written. */
export function ResultNote({ result, language, from, translation = '' }: ResultNoteProps) {
  const t = useTaskWords();
  const { verdict, words, answer, given, why } = result;
  const { tone, icon } = looks[verdict];
  return (
    <div
      role="status"
      data-testid="result"
      data-verdict={verdict}
      className={`arrive rounded-card px-5 py-4 ${tone.split(' ')[0]}`}
    >
      <p className={`flex items-center gap-2 font-semibold ${tone.split(' ')[1]}`}>
        <Icon name={icon} />
        {t(verdict)}
      </p>
      {verdict !== 'right' && (
        <Foreign as="p" lang={language} className="mt-1.5 font-serif text-xl whitespace-pre-line">
          {words.length === 0
            ? answer
            : words.map(({ text, verdict: mark }, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: words of one answer are told apart by place.
                <span key={place}>
                  <span className={marks[mark]}>{text}</span>
                  {mark !== 'good' && <span className="sr-only"> ({t(`mark.${mark}`)})</span>}{' '}
                </span>
              ))}
        </Foreign>
      )}
      {verdict === 'wrong' && given !== '' && (
        <p className="mt-1 text-sm text-soft">
          {t('yours')}: <Foreign lang={language}>{given}</Foreign>
        </p>
      )}
      {translation !== '' && (
        <Foreign as="p" lang={from} className="mt-1 text-soft">
          {translation}
        </Foreign>
      )}
      {why !== '' && (
        <Foreign as="p" lang={from} className="mt-1.5 leading-relaxed">
          {why}
        </Foreign>
      )}
    </div>
  );
}
