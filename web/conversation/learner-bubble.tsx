import { FeedbackCard } from './feedback-card.tsx';
import { FindingNotes } from './finding-notes.tsx';
import type { LearnerLine } from './talk-state.ts';
import { useTalkWords } from './words.ts';

interface LearnerBubbleProps {
  line: LearnerLine;
  language: string | undefined;
  from: string | undefined;
}

/** What the learner said or typed, with the tutor's note on it. */
export function LearnerBubble({ line, language, from }: LearnerBubbleProps) {
  const t = useTalkWords();
  const nothing = line.settled && line.text === '';
  return (
    <div className="flex max-w-[36rem] flex-col items-end self-end pl-10">
      <p className="label mb-1.5">
        {t('talk.you')} · {line.settled ? t(line.how === 'typed' ? 'talk.typed' : 'talk.said') : t('talk.speaking')}
      </p>
      <div className="rounded-2xl rounded-tr-sm bg-wash px-5 py-3">
        {nothing ? (
          <p className="text-soft italic">{t('talk.notUnderstood')}</p>
        ) : (
          <p className={`text-lg ${line.settled ? '' : 'text-soft italic'}`} lang={language} data-testid="learner-text">
            {line.text === '' ? '…' : line.text}
          </p>
        )}
      </div>
      {line.feedback !== undefined && <FeedbackCard feedback={line.feedback} from={from} recording={line.recording} />}
      {line.findings.length > 0 && <FindingNotes text={line.text} findings={line.findings} language={language} />}
    </div>
  );
}
