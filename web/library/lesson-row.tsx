import { Link } from '@tanstack/react-router';
import type { LessonSummary } from '../../wire/api/lessons.ts';
import { Icon } from '../design/icons.tsx';
import { Badge } from '../design/status.tsx';
import { useLibraryWords } from './words.ts';

/** One lesson in a list; it opens its preview. */
export function LessonRow({ lesson, kept = false }: { lesson: LessonSummary; kept?: boolean }) {
  const t = useLibraryWords();
  return (
    <li className="flex">
      <Link
        to="/library"
        search={(before) => ({ ...before, lesson: lesson.id })}
        resetScroll={false}
        className="group flex w-full flex-col rounded-card border border-line bg-sheet px-5 py-4 shadow-card transition-colors hover:border-accent"
      >
        <span className="flex items-baseline gap-2">
          <span lang={lesson.language} className="font-serif text-xl leading-snug group-hover:text-accent">
            {lesson.title}
          </span>
          <span className="leader" aria-hidden="true" />
          <span className="text-sm whitespace-nowrap text-soft">
            <span className="font-semibold text-ink">{lesson.level}</span> · {t('minutes', { count: lesson.minutes })}
          </span>
        </span>
        {lesson.title_translation !== '' && lesson.title_translation !== lesson.title && (
          <span lang={lesson.from} className="text-sm text-soft">
            {lesson.title_translation}
          </span>
        )}
        <span lang={lesson.from} className="mt-1.5 line-clamp-2 flex-1 text-sm leading-relaxed">
          {lesson.description}
        </span>
        <Marks lesson={lesson} kept={kept} />
      </Link>
    </li>
  );
}

function Marks({ lesson, kept }: { lesson: LessonSummary; kept: boolean }) {
  const t = useLibraryWords();
  if (lesson.status === 'new' && lesson.due === 0 && lesson.source === 'shipped' && !kept) return null;
  return (
    <span className="mt-2.5 flex flex-wrap gap-1.5">
      {lesson.status === 'finished' && (
        <Badge tone="good" icon="right">
          {t('status.finished')}
        </Badge>
      )}
      {lesson.status === 'started' && <Badge tone="amber">{t('status.started')}</Badge>}
      {lesson.due > 0 && <Badge tone="slate">{t('due', { count: lesson.due })}</Badge>}
      {lesson.source === 'own' && <Badge>{t('own')}</Badge>}
      {kept && (
        <span className="inline-flex items-center text-accent">
          <Icon name="downloaded" className="size-5" />
          <span className="sr-only">{t('keep.kept')}</span>
        </span>
      )}
    </span>
  );
}
