import type { ReactNode } from 'react';
import type { LessonDetail } from '../../wire/api/lessons.ts';
import { useApi } from '../api/use-api.ts';
import { Button, ButtonLink } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Skeleton } from '../design/status.tsx';
import { Trouble } from '../design/trouble.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { useBeginTalk } from '../lesson/use-begin-talk.ts';
import { SayButton } from '../sound/say-button.tsx';
import { KeepOffline } from './keep-offline.tsx';
import { useLibraryWords } from './words.ts';

/** A lesson's sheet: what it is for, what is in it, and the way in. */
export function LessonPreview({ id, onClose }: { id: string | undefined; onClose(): void }) {
  const t = useLibraryWords();
  const begin = useBeginTalk();
  const lesson = useApi('GET /v1/lessons/:id', { params: { id: id ?? '' } }, { enabled: id !== undefined });
  const { data } = lesson;
  return (
    <Dialog
      open={id !== undefined}
      onClose={onClose}
      wide
      title={data?.title ?? '…'}
      titleLang={data?.language}
      actions={
        id !== undefined && (
          <>
            <Button look="quiet" onClick={onClose}>
              {t('close')}
            </Button>
            <Button icon="keyboard" onClick={() => begin({ scene: id, microphone: false })}>
              {t('type')}
            </Button>
            <Button look="primary" icon="microphone" onClick={() => begin({ scene: id, microphone: true })}>
              {t('start')}
            </Button>
          </>
        )
      }
    >
      {data === undefined && lesson.isPending && (
        <div className="flex flex-col gap-3" aria-hidden="true">
          <Skeleton className="h-5 w-2/3" />
          <Skeleton className="h-24 w-full" />
        </div>
      )}
      {data === undefined && lesson.isError && <Trouble error={lesson.error} onAgain={() => void lesson.refetch()} />}
      {data !== undefined && <Inside lesson={data} />}
    </Dialog>
  );
}

function Inside({ lesson }: { lesson: LessonDetail }) {
  const t = useLibraryWords();
  const { nameOf } = useInterface();
  const counts = { dialogues: lesson.dialogues.length, tasks: lesson.tasks.length, quizzes: lesson.quizzes.length };
  return (
    <div>
      {lesson.title_translation !== '' && (
        <p lang={lesson.from} className="-mt-2 text-soft italic">
          {lesson.title_translation}
        </p>
      )}
      <p className="mt-1 text-sm text-soft">
        {nameOf(lesson.language)} <span className="font-semibold text-ink">{lesson.level}</span> ·{' '}
        {t('minutes', { count: lesson.minutes })} · {t('preview.contents', counts)}
      </p>
      <p lang={lesson.from} className="mt-3 text-lead leading-relaxed">
        {lesson.description}
      </p>
      <div className="mt-4">
        <KeepOffline lesson={lesson} />
      </div>
      {lesson.objectives.length > 0 && (
        <Part title={t('preview.objectives')}>
          <ul lang={lesson.from} className="flex flex-col gap-1.5">
            {lesson.objectives.map((objective) => (
              <li key={objective} className="flex gap-2.5">
                <span aria-hidden="true" className="text-accent">
                  ✓
                </span>
                {objective}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {lesson.vocabulary.length > 0 && (
        <Part title={t('preview.words')}>
          <ul className="grid gap-x-6 sm:grid-cols-2">
            {lesson.vocabulary.map((word) => (
              <li key={word.text} className="flex items-center gap-1 border-b border-dotted border-line py-0.5">
                <SayButton text={word.text} language={lesson.language} label={word.text} />
                <span className="min-w-0">
                  <span lang={lesson.language} className="font-serif text-lg">
                    {word.text}
                  </span>{' '}
                  <span lang={lesson.from} className="text-sm text-soft">
                    {word.translation}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {(lesson.tasks.length > 0 || lesson.quizzes.length > 0) && (
        <Part title={t('preview.tasks')}>
          <ul className="flex flex-wrap gap-2">
            {lesson.tasks.map((task) => (
              <li key={task.id}>
                <ButtonLink to="/lesson/$id/task/$task" params={{ id: lesson.id, task: task.id }} size="small">
                  {t(`task.${task.type}`)}
                </ButtonLink>
              </li>
            ))}
            {lesson.quizzes.map((quiz, n) => (
              <li key={quiz.id}>
                <ButtonLink to="/lesson/$id/quiz/$quiz" params={{ id: lesson.id, quiz: quiz.id }} size="small">
                  {t('quiz', { n: n + 1 })}
                </ButtonLink>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {lesson.grammar_notes.length > 0 && (
        <Notes title={t('preview.grammar')} notes={lesson.grammar_notes} lang={lesson.from} />
      )}
      {lesson.culture_notes.length > 0 && (
        <Notes title={t('preview.culture')} notes={lesson.culture_notes} lang={lesson.from} />
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-6">
      <h3 className="label mb-2">{title}</h3>
      {children}
    </section>
  );
}

interface NotesProps {
  title: string;
  notes: readonly { title: string; content: string }[];
  lang: string;
}

function Notes({ title, notes, lang }: NotesProps) {
  return (
    <Part title={title}>
      <div className="flex flex-col gap-1">
        {notes.map((note) => (
          <details key={note.title} lang={lang} className="group rounded-field bg-sunk px-4 py-2.5">
            <summary className="cursor-pointer font-semibold">{note.title}</summary>
            <p className="mt-1.5 leading-relaxed whitespace-pre-line">{note.content}</p>
          </details>
        ))}
      </div>
    </Part>
  );
}
