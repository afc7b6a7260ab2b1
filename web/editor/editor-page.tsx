import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { EditedLessonFull } from '../../wire/api/lesson-editor.ts';
import { useApi } from '../api/use-api.ts';
import { PageHeading, useTitle } from '../app/page.tsx';
import { Segments } from '../design/choices.tsx';
import { Icon } from '../design/icons.tsx';
import { Loaded } from '../design/loaded.tsx';
import { toast } from '../design/toasts.tsx';
import { ConflictNote } from './conflict-note.tsx';
import { DraftProvider } from './draft-context.tsx';
import { EditorBar } from './editor-bar.tsx';
import { LessonForm } from './lesson-form.tsx';
import { normalised } from './normalised.ts';
import { Preview } from './preview.tsx';
import { goToPlace, ProblemsPanel } from './problems-panel.tsx';
import { useDraft } from './use-draft.ts';
import { useUndoKeys } from './use-undo-keys.ts';
import { useEditorWords } from './words.ts';

/** One lesson: what is written on the left, what learners get on the right. */
export default function EditorPage() {
  const { id } = useParams({ from: '/editor/$id' });
  const t = useEditorWords();
  // What is in the hand must not change under it: the answer is asked once, and then saved to.
  const lesson = useApi(
    'GET /v1/editor/lessons/:id',
    { params: { id } },
    { staleTime: Number.POSITIVE_INFINITY, gcTime: 0 },
  );
  return (
    <div className="mx-auto w-full max-w-7xl px-4 pt-6 pb-24 sm:px-8">
      <Link to="/editor" className="inline-flex min-h-9 items-center gap-2 text-soft hover:text-ink">
        <Icon name="back" className="size-4" />
        {t('back')}
      </Link>
      <Loaded query={lesson}>{(found) => <Editor key={found.id} first={normalised(found)} />}</Loaded>
    </div>
  );
}

function Editor({ first }: { first: EditedLessonFull }) {
  const t = useEditorWords();
  const [start] = useState(first);
  const draft = useDraft(start);
  const [view, setView] = useState<'form' | 'preview'>('form');
  const { history, act, problems, restored } = draft;
  const title = String((history.now as { title?: unknown }).title ?? '');
  useTitle(title || t('untitled'));
  useUndoKeys(
    () => act({ type: 'undo' }),
    () => act({ type: 'redo' }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor opens.
  useEffect(() => {
    if (restored) toast({ text: t('restored') });
  }, []);
  return (
    <DraftProvider
      content={history.now}
      problems={problems}
      set={(pointer, value) => act({ type: 'set', pointer, value })}
    >
      <PageHeading lang={draft.lesson.language} className="mt-1 font-serif text-heading">
        {title || t('untitled')}
      </PageHeading>
      <EditorBar draft={draft} />
      {draft.saveState === 'conflict' && <ConflictNote draft={draft} />}
      <div className="mt-4 lg:hidden">
        <Segments
          label={t('view')}
          bare
          value={view}
          onChange={(next) => setView(next)}
          options={[
            { value: 'form', label: t('view.form') },
            { value: 'preview', label: t('view.preview') },
          ]}
        />
      </div>
      <div className="mt-5 grid items-start gap-8 lg:grid-cols-[1.25fr_1fr]">
        <div className={`min-w-0 ${view === 'form' ? '' : 'hidden lg:block'}`}>
          <ProblemsPanel problems={problems} onGo={goToPlace} />
          <LessonForm />
        </div>
        <section
          aria-label={t('preview.title')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
          tabIndex={0}
          className={`min-w-0 rounded-3xl border border-line bg-paper p-5 sm:p-6 lg:sticky lg:top-18 lg:max-h-[calc(100dvh-5.5rem)] lg:overflow-y-auto ${view === 'preview' ? '' : 'hidden lg:block'}`}
        >
          <h2 className="label mb-4">{t('preview.title')}</h2>
          <Preview />
        </section>
      </div>
    </DraftProvider>
  );
}
