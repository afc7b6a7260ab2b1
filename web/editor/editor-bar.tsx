import { useState } from 'react';
import { download } from '../api/files.ts';
import { useChange } from '../api/use-api.ts';
import { Button, IconButton } from '../design/button.tsx';
import { useTroubleText } from '../design/loading-words.ts';
import { Menu } from '../design/menu.tsx';
import { Badge } from '../design/status.tsx';
import { toast } from '../design/toasts.tsx';
import { Trouble } from '../design/trouble.tsx';
import { useBeginTalk } from '../lesson/use-begin-talk.ts';
import { PublishDialog } from './publish-dialog.tsx';
import { stateTones } from './state-tones.ts';
import type { Draft } from './use-draft.ts';
import { VersionsDialog } from './versions-dialog.tsx';
import { useEditorWords } from './words.ts';

/** What can be done with the whole lesson, and whether it is saved. */
export function EditorBar({ draft }: { draft: Draft }) {
  const t = useEditorWords();
  const say = useTroubleText();
  const begin = useBeginTalk();
  const [open, setOpen] = useState<'publish' | 'versions'>();
  const { lesson, saveState, history, act } = draft;
  const { id } = lesson;
  const errors = draft.problems.filter(({ severity }) => severity === 'error').length;
  const archived = lesson.state === 'archived';
  const failed = (error: unknown): void => toast({ text: say(error), tone: 'trouble' });
  const archive = useChange('POST /v1/editor/lessons/:id/archive', { stale: ['GET /v1/editor/lessons'] });
  const talk = async (): Promise<void> => {
    await draft.save();
    if (lesson.preview_scene !== '') begin({ scene: lesson.preview_scene, microphone: true });
  };
  return (
    <div className="z-10 mt-2 bg-paper py-2 sm:sticky sm:top-0 sm:-mx-2 sm:px-2">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={stateTones[lesson.state]}>{t(`state.${lesson.state}`)}</Badge>
        <span role="status" className={`mr-auto text-sm ${saveState === 'failed' ? 'text-rust' : 'text-soft'}`}>
          {saveState === 'conflict' ? '' : t(`bar.${saveState}`)}
        </span>
        <IconButton
          icon="undo"
          label={`${t('bar.undo')} (Ctrl+Z)`}
          disabled={history.before.length === 0}
          onClick={() => act({ type: 'undo' })}
        />
        <IconButton
          icon="undo"
          className="[&_svg]:-scale-x-100"
          label={`${t('bar.redo')} (Ctrl+Shift+Z)`}
          disabled={history.undone.length === 0}
          onClick={() => act({ type: 'redo' })}
        />
        <Menu
          items={[
            { label: t('bar.versions'), icon: 'history', onSelect: () => setOpen('versions') },
            {
              label: t('bar.export'),
              icon: 'download',
              onSelect: () =>
                void download(`/v1/editor/lessons/${encodeURIComponent(id)}/file`, `${id}.json`).catch(failed),
            },
            {
              label: t(archived ? 'bar.unarchive' : 'bar.archive'),
              icon: 'library',
              onSelect: () =>
                archive.mutate(
                  { params: { id }, body: { archived: !archived } },
                  {
                    onSuccess(next) {
                      draft.adopt(next, false);
                      toast({ text: t(archived ? 'bar.unarchived' : 'bar.archived') });
                    },
                    onError: failed,
                  },
                ),
            },
          ]}
        >
          <IconButton icon="more" label={t('bar.more')} look="bordered" />
        </Menu>
        <Button
          icon="microphone"
          disabled={lesson.preview_scene === ''}
          title={lesson.preview_scene === '' ? t('bar.talkErrors') : undefined}
          onClick={() => void talk()}
        >
          {t('bar.talk')}
        </Button>
        <Button
          look="primary"
          disabled={errors > 0 || saveState === 'conflict'}
          title={errors > 0 ? t('bar.publishErrors', { count: errors }) : undefined}
          onClick={() => setOpen('publish')}
        >
          {t('bar.publish')}
        </Button>
      </div>
      {draft.error !== undefined && (
        <div className="mt-3">
          <Trouble error={draft.error} onAgain={() => void draft.save()} />
        </div>
      )}
      <PublishDialog open={open === 'publish'} draft={draft} onClose={() => setOpen(undefined)} />
      <VersionsDialog open={open === 'versions'} draft={draft} onClose={() => setOpen(undefined)} />
    </div>
  );
}
