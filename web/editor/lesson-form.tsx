import type { ReactNode } from 'react';
import { BasicsForm } from './basics-form.tsx';
import { DialoguesForm } from './dialogues-form.tsx';
import { useDraftLanguages } from './draft-context.tsx';
import { DraftText } from './draft-fields.tsx';
import { NotesForm } from './notes-form.tsx';
import { QuizzesForm, TasksForm } from './tasks-form.tsx';
import { useEditorWords } from './words.ts';
import { WordsForm } from './words-form.tsx';

/** The whole lesson as a form. */
export function LessonForm() {
  const t = useEditorWords();
  const { learned, own } = useDraftLanguages();
  return (
    // What takes the focus is not to lie under the bar.
    <div className="flex flex-col divide-y divide-line [&_:is(button,input,select,summary,textarea)]:scroll-mt-24">
      <Part title={t('part.basics')}>
        <BasicsForm />
      </Part>
      <Part title={t('part.dialogues')}>
        <DialoguesForm />
      </Part>
      <Part title={t('part.vocabulary')}>
        <WordsForm />
      </Part>
      <Part title={t('part.tasks')}>
        <TasksForm />
      </Part>
      <Part title={t('part.quizzes')}>
        <QuizzesForm />
      </Part>
      <Part title={t('part.notes')}>
        <NotesForm />
      </Part>
      <Part title={t('part.closing')}>
        <DraftText pointer="/closing" label={t('c.closing')} lang={learned} />
        <DraftText pointer="/closing_translation" label={t('c.closing_translation')} lang={own} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 py-7">
      <h2 className="font-serif text-heading">{title}</h2>
      {children}
    </section>
  );
}
