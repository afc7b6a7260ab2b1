import type { AnswerVerdict, Feedback } from '../../wire/effects.ts';
import { Icon, type IconName } from '../design/icons.tsx';
import { AlignedWords } from './aligned-words.tsx';
import { NotAnError } from './not-an-error.tsx';
import { OwnRecording } from './own-recording.tsx';
import type { EffectOf } from './talk-state.ts';
import { useTalkWords } from './words.ts';

const looks: Record<AnswerVerdict, { icon: IconName; tone: string }> = {
  'right': { icon: 'right', tone: 'bg-wash text-accent' },
  'close': { icon: 'close', tone: 'bg-amber-wash text-amber' },
  'wrong-form': { icon: 'mend', tone: 'bg-rust-wash text-rust' },
  'wrong': { icon: 'mend', tone: 'bg-rust-wash text-rust' },
  'unsure': { icon: 'unsure', tone: 'bg-slate-wash text-slate' },
  'not-understood': { icon: 'unheard', tone: 'bg-slate-wash text-slate' },
};

const wordTones = {
  good: '',
  unsure: 'underline decoration-wavy decoration-amber',
  missed: 'text-soft line-through',
} as const;

interface FeedbackCardProps {
  feedback: Feedback;
  from: string | undefined;
  recording?: EffectOf<'recording'> | undefined;
}

/** The tutor's note on an answer: how it was, what is better, and why; a hint that goes with it has a card of its own. Never colour alone, never a percentage of a voice. */
export function FeedbackCard({ feedback, from, recording }: FeedbackCardProps) {
  const t = useTalkWords();
  const { verdict, correction, answer, heard, words, language, alignment, recommendation } = feedback;
  const { icon, tone } = looks[verdict];
  const title = verdict === 'unsure' && feedback.how === 'typed' ? t('feedback.typedUnsure') : t(`feedback.${verdict}`);
  const better = correction?.better ?? (verdict === 'right' || answer === heard ? '' : answer);
  const marked = alignment.some(({ mark }) => mark !== 'right');
  const doubtful = words.some((word) => word.verdict !== 'good');
  const advised = recommendation !== undefined && recommendation !== 'proceed' && verdict !== 'right';
  const bare = better === '' && correction === null && !doubtful && !marked && recording === undefined;
  return (
    <div
      className={`arrive mt-2 border border-line bg-sheet ${bare ? 'rounded-full py-1 pr-4 pl-1.5' : 'w-full max-w-md min-w-64 rounded-card px-4 py-3'}`}
      data-testid="feedback"
      data-verdict={verdict}
    >
      <p className="flex items-center gap-2 font-semibold">
        <span className={`grid size-7 place-items-center rounded-full ${tone}`}>
          <Icon name={icon} className="size-4" />
        </span>
        {title}
      </p>
      <dl className="mt-2 grid grid-cols-[auto_1fr] items-baseline gap-x-3 gap-y-1 empty:hidden">
        {correction !== null && <Row name={t('feedback.youSaid')} value={correction.said} lang={language} struck />}
        {better !== '' && (
          <Row
            name={verdict === 'wrong' ? t('feedback.rather') : t('feedback.better')}
            value={better}
            lang={language}
            strong
          />
        )}
      </dl>
      {marked && (
        <div className="mt-2">
          <AlignedWords words={alignment} language={language} />
        </div>
      )}
      {correction !== null && correction.why !== '' && (
        <p className="mt-2 leading-relaxed text-soft" lang={from}>
          {correction.why}
        </p>
      )}
      {doubtful && (
        <p className="mt-2 flex flex-wrap gap-x-2" lang={language}>
          {words.map((word, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: words of one utterance are told apart by place.
            <span key={place} className={wordTones[word.verdict]}>
              {word.text}
              {word.verdict !== 'good' && (
                <span className="sr-only">
                  {' '}
                  ({word.verdict === 'unsure' ? t('feedback.unclear') : t('feedback.missing')})
                </span>
              )}
            </span>
          ))}
        </p>
      )}
      {/* One word to work on helps where the rest was right. */}
      {verdict === 'close' && feedback.focus_word !== null && feedback.focus_word !== '' && (
        <p className="mt-1 text-sm text-soft">{t('feedback.focus', { word: feedback.focus_word })}</p>
      )}
      {advised && !(recommendation === 'repeat_focus_word' && !feedback.focus_word) && (
        <p className="mt-1 text-sm text-soft">{t(`advice.${recommendation}`, { word: feedback.focus_word ?? '' })}</p>
      )}
      {correction?.id !== undefined && (
        <div className="mt-1.5">
          <NotAnError correction={correction.id} />
        </div>
      )}
      {recording !== undefined && <OwnRecording recording={recording} answer={answer} language={language} />}
    </div>
  );
}

interface RowProps {
  name: string;
  value: string;
  lang: string;
  strong?: boolean;
  struck?: boolean;
}

function Row({ name, value, lang, strong, struck }: RowProps) {
  const look = strong === true ? 'font-serif text-lg' : struck === true ? 'text-soft line-through decoration-rust' : '';
  return (
    <>
      <dt className="text-sm text-soft">{name}</dt>
      <dd className={look} lang={lang}>
        {value}
      </dd>
    </>
  );
}
