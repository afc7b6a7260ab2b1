import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { LessonDetail } from '../../wire/api/lessons.ts';
import { Composer } from '../conversation/composer.tsx';
import { Path, quizPoints } from '../conversation/path.tsx';
import { useTalkWords } from '../conversation/words.ts';
import { Button, ButtonLink, IconButton } from '../design/button.tsx';
import { Note } from '../design/status.tsx';
import { mayMove } from '../settings/appearance.ts';
import { type LessonSound, useLessonSound } from '../sound/lesson-sound.ts';
import { LessonLoaded } from '../task/lesson-loaded.tsx';
import { noteAnswer, noteEnd, noteStart } from './note-text-talk.ts';
import { answerText, beginText, dialogueNow, doneOf, hintText, skipText, type TextLine } from './text-talk.ts';

/** A lesson's talk by text on this device: for when there is no server to talk with. */
export default function TextTalkPage() {
  const { id } = useParams({ from: '/lesson/$id/text' });
  const navigate = useNavigate();
  const leave = (): void => void navigate({ to: '/library' });
  return (
    <LessonLoaded id={id} onLeave={leave}>
      {(lesson) => <TextRoom lesson={lesson} onLeave={leave} />}
    </LessonLoaded>
  );
}

function TextRoom({ lesson, onLeave }: { lesson: LessonDetail; onLeave(): void }) {
  const t = useTalkWords();
  const [talk, setTalk] = useState(() => beginText(lesson));
  const [draft, setDraft] = useState('');
  const began = useRef(Date.now());
  const sound = useLessonSound(lesson.id);
  const input = useRef<HTMLInputElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const over = talk.at === undefined;
  const total = lesson.dialogues.length;

  // Once: the lesson itself changes when it is known to be begun.
  // biome-ignore lint/correctness/useExhaustiveDependencies: not with each change of the lesson.
  useEffect(() => noteStart(lesson), [lesson.id]);
  // The last thing the tutor said is heard, and what is new is in sight.
  const count = talk.lines.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: when a line comes.
  useEffect(() => {
    const line = talk.lines.findLast(({ who }) => who === 'tutor');
    if (line?.of !== undefined) sound.play({ of: line.of, text: line.text, language: lesson.language });
    end.current?.scrollIntoView({ behavior: mayMove() ? 'smooth' : 'auto', block: 'end' });
  }, [count]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it ends.
  useEffect(() => {
    if (over) noteEnd(lesson, talk.counts, Date.now() - began.current);
    else input.current?.focus();
  }, [over]);

  const send = (text: string): boolean => {
    const { talk: next, judged } = answerText(talk, text);
    setTalk(next);
    if (judged !== undefined) noteAnswer(lesson, judged);
    return true;
  };
  const [task] = lesson.tasks;
  const now = talk.lines.findLast(({ who }) => who === 'tutor')?.id;

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <header>
        <div className="awning" aria-hidden="true" />
        <div className="mx-auto flex w-full max-w-4xl items-center gap-4 px-4 pt-3 pb-2">
          <IconButton icon="cross" label={t('talk.leave')} onClick={onLeave} />
          <div className="min-w-0 flex-1">
            <h1 lang={lesson.language} className="truncate font-serif text-xl tracking-tight sm:text-2xl">
              {lesson.title}
            </h1>
            <div className="mt-1.5">
              <Path
                done={over ? total : Math.min(doneOf(talk), total)}
                total={total}
                quizzes={quizPoints(lesson, total)}
              />
            </div>
          </div>
        </div>
      </header>
      <main className="flex min-h-0 flex-1 flex-col">
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
          tabIndex={0}
          aria-label={t('talk.transcript')}
          className="mx-auto min-h-0 w-full max-w-4xl flex-1 overflow-y-auto px-4 py-5 sm:px-8"
        >
          <Note tone="amber" icon="offline">
            {t('text.about')}
          </Note>
          <ol className="mt-6 flex flex-col gap-5" aria-live="polite">
            {talk.lines.map((line) => (
              <li key={line.id} className="arrive flex flex-col">
                <Line line={line} lesson={lesson} current={line.id === now} sound={sound} />
              </li>
            ))}
          </ol>
          {over && (
            <div className="slip mx-auto mt-8 w-full max-w-md px-6 pt-6 pb-10 text-center" data-testid="summary">
              <h2 className="font-serif text-3xl italic">{t('summary.title')}</h2>
              <p className="mt-2 text-soft">
                {t('summary.firstTry')}: {talk.counts.first_try} · {t('summary.withHelp')}: {talk.counts.with_help} ·{' '}
                {t('summary.shown')}: {talk.counts.shown}
              </p>
              <div className="mt-5 flex flex-wrap justify-center gap-3">
                {task !== undefined && (
                  <ButtonLink to="/lesson/$id/task/$task" params={{ id: lesson.id, task: task.id }} look="primary">
                    {t('summary.tasks')}
                  </ButtonLink>
                )}
                <Button onClick={onLeave}>{t('summary.other')}</Button>
              </div>
            </div>
          )}
          <div ref={end} />
        </section>
        {!over && (
          <div className="border-t border-line bg-sheet px-4 py-3">
            <div className="mx-auto flex max-w-4xl flex-col gap-2.5">
              <fieldset className="flex flex-wrap gap-2">
                <legend className="sr-only">{t('tools.label')}</legend>
                <Button size="small" icon="hint" onClick={() => setTalk(hintText(talk))}>
                  {t('tools.hint')}
                </Button>
                <Button size="small" icon="repeat" onClick={() => hear(sound, talk.lines, lesson, false)}>
                  {t('tools.repeat')}
                </Button>
                <Button size="small" icon="slower" onClick={() => hear(sound, talk.lines, lesson, true)}>
                  {t('tools.slower')}
                </Button>
                <Button
                  size="small"
                  icon="skip"
                  disabled={dialogueNow(talk) === undefined}
                  onClick={() => setTalk(skipText(talk))}
                >
                  {t('tools.skip')}
                </Button>
              </fieldset>
              <Composer
                draft={draft}
                onDraft={setDraft}
                onSend={send}
                language={lesson.language}
                disabled={false}
                inputRef={input}
              />
            </div>
          </div>
        )}
      </main>
    </div>
  );
}

function hear(sound: LessonSound, lines: readonly TextLine[], lesson: LessonDetail, slow: boolean): void {
  const line = lines.findLast(({ who }) => who === 'tutor');
  if (line?.of !== undefined) sound.play({ of: line.of, text: line.text, language: lesson.language }, slow);
}

interface LineProps {
  line: TextLine;
  lesson: LessonDetail;
  current: boolean;
  sound: LessonSound;
}

function Line({ line, lesson, current, sound }: LineProps) {
  const t = useTalkWords();
  if (line.who === 'learner') {
    return (
      <div className="flex max-w-[36rem] flex-col items-end self-end pl-10">
        <p
          lang={lesson.language}
          className="rounded-2xl rounded-tr-sm bg-wash px-5 py-3 text-lg"
          data-testid="learner-text"
        >
          {line.text}
        </p>
        {line.note !== undefined && (
          <div className="mt-1.5 text-right" data-testid="feedback" data-verdict={line.note.verdict}>
            <p className="font-semibold">{t(`feedback.${line.note.verdict}`)}</p>
            {line.note.better !== '' && (
              <p>
                {t('feedback.better')}:{' '}
                <span lang={lesson.language} className="font-serif text-lg">
                  {line.note.better}
                </span>
              </p>
            )}
            {line.note.why !== '' && (
              <p lang={lesson.from} className="text-soft">
                {line.note.why}
              </p>
            )}
          </div>
        )}
      </div>
    );
  }
  if (line.who === 'hint') {
    return (
      <div
        className="max-w-[36rem] self-start rounded-card border border-dashed border-edge px-4 py-3"
        data-testid="hint"
      >
        <p lang={line.translation === '' ? lesson.from : lesson.language} className="text-lg">
          {line.text}
        </p>
        {line.translation !== '' && (
          <p lang={lesson.from} className="text-soft">
            {line.translation}
          </p>
        )}
      </div>
    );
  }
  const { of } = line;
  return (
    <div
      className={
        current
          ? 'border-l-4 border-accent py-1 pl-5'
          : 'self-start rounded-2xl border border-line bg-sheet px-4 py-2.5'
      }
    >
      <p
        lang={lesson.language}
        data-testid="tutor-text"
        className={`font-serif ${current ? 'text-[1.6rem] leading-snug sm:text-[2.15rem]' : 'text-lg'}`}
      >
        {line.text}
        {current && of !== undefined && (
          <IconButton
            icon="sound"
            label={t('answer.hear')}
            className="ml-2 inline-grid align-middle"
            onClick={() => sound.play({ of, text: line.text, language: lesson.language })}
          />
        )}
      </p>
      {line.translation !== '' && current && (
        <p lang={lesson.from} className="mt-1.5 text-soft">
          {line.translation}
        </p>
      )}
    </div>
  );
}
