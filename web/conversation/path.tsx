import type { LessonDetail } from '../../wire/api/lessons.ts';
import { useTalkWords } from './words.ts';

interface PathProps {
  done: number;
  total: number;
  /** Numbers of exchanges after which a quiz stands. */
  quizzes: readonly number[];
}

/** The way through a talk: a stone for each exchange, and a flag where a quiz stands. */
export function Path({ done, total, quizzes }: PathProps) {
  const t = useTalkWords();
  return (
    <div
      role="progressbar"
      aria-label={t('talk.path')}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={Math.min(done, total)}
      aria-valuetext={t('path.say', { done, total, quizzes: quizzes.length })}
      className="flex items-center gap-1.5"
    >
      {Array.from({ length: total }, (_, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the stones are their places.
        <span key={n} className="contents">
          <span
            className={`h-1.5 flex-1 rounded-full transition-colors ${n < done ? 'bg-accent' : n === done ? 'bg-wash ring-1 ring-accent' : 'bg-line'}`}
          />
          {quizzes.includes(n + 1) && (
            <span
              title={t('path.quiz')}
              className={`size-2.5 rotate-45 rounded-[2px] ${n < done ? 'bg-accent' : 'border-2 border-edge'}`}
            />
          )}
        </span>
      ))}
    </div>
  );
}

/** Where quizzes stand on a path of `total`; nowhere when the lesson's path is another than the talk's. */
export function quizPoints(lesson: LessonDetail | undefined, total: number): number[] {
  if (lesson === undefined) return [];
  return lesson.quizzes.flatMap(({ after }) => {
    const place = lesson.dialogues.findIndex(({ id }) => id === after);
    return place < 0 || place >= total ? [] : [place + 1];
  });
}
