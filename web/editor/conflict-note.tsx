import { Button } from '../design/button.tsx';
import { Note } from '../design/status.tsx';
import type { Draft } from './use-draft.ts';
import { useEditorWords } from './words.ts';

/** Two wrote at once: nothing is lost until one of them is chosen. */
export function ConflictNote({ draft }: { draft: Draft }) {
  const t = useEditorWords();
  return (
    <div role="alert" className="mt-4">
      <Note tone="amber" icon="unsure">
        <p>{t('conflict')}</p>
        <div className="mt-2 flex flex-wrap gap-2">
          <Button size="small" onClick={() => void draft.keepMine()}>
            {t('conflict.mine')}
          </Button>
          <Button size="small" onClick={() => void draft.takeTheirs()}>
            {t('conflict.theirs')}
          </Button>
        </div>
      </Note>
    </div>
  );
}
