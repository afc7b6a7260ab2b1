import type { LessonProblem } from '../../wire/api/lesson-editor.ts';
import { Icon } from '../design/icons.tsx';
import { Badge, Note } from '../design/status.tsx';
import { useEditorWords } from './words.ts';

/** Everything that is amiss, each with the way to its place. */
export function ProblemsPanel({ problems, onGo }: { problems: readonly LessonProblem[]; onGo(path: string): void }) {
  const t = useEditorWords();
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (problems.length === 0) {
    return (
      <Note tone="good" icon="right">
        {t('problems.none')}
      </Note>
    );
  }
  return (
    <details className="rounded-card border border-line bg-sheet">
      <summary className="flex min-h-12 cursor-pointer items-center gap-3 px-4 font-semibold">
        <span className={errors > 0 ? 'text-rust' : 'text-amber'}>
          <Icon name="unsure" />
        </span>
        {t('problems.title', { errors, warnings: problems.length - errors })}
      </summary>
      <ul className="max-h-72 divide-y divide-line overflow-y-auto border-t border-line">
        {problems.map(({ path, severity, message, line }) => (
          <li key={`${path} ${message}`}>
            <button
              type="button"
              className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-left hover:bg-wash"
              onClick={() => onGo(path)}
            >
              <Badge tone={severity === 'error' ? 'rust' : 'amber'}>{t(`problems.${severity}`)}</Badge>
              <span className="min-w-40 flex-1" lang="en">
                {message}
              </span>
              <code className="font-mono text-xs text-soft">
                {path === '' ? '/' : path} · {t('import.line', { line })}
              </code>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Goes to the field of a place, or to the nearest one around it, and opens what it lies in. */
export function goToPlace(path: string): void {
  for (let place = path; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    const found = document.querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"]`);
    if (found === null) continue;
    for (let around: HTMLElement | null = found; around !== null; around = around.parentElement) {
      if (around instanceof HTMLDetailsElement) around.open = true;
    }
    const target = found instanceof HTMLDetailsElement ? found.querySelector<HTMLElement>('summary') : found;
    target?.scrollIntoView({ block: 'center' });
    target?.focus({ preventScroll: true });
    return;
  }
}
