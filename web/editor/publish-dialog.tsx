import { useState } from 'react';
import { useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { TextField } from '../design/field.tsx';
import { useLoadingWords } from '../design/loading-words.ts';
import { toast } from '../design/toasts.tsx';
import { Trouble } from '../design/trouble.tsx';
import type { Draft } from './use-draft.ts';
import { useEditorWords } from './words.ts';

/** Gives the lesson to learners. */
export function PublishDialog({ open, draft, onClose }: { open: boolean; draft: Draft; onClose(): void }) {
  const t = useEditorWords();
  const common = useLoadingWords();
  const [note, setNote] = useState('');
  const publish = useChange('POST /v1/editor/lessons/:id/publish', {
    stale: ['GET /v1/editor/lessons', 'GET /v1/editor/lessons/:id/versions', 'GET /v1/lessons'],
    onDone(lesson) {
      draft.adopt(lesson, false);
      setNote('');
      onClose();
      toast({ text: t('publish.done') });
    },
  });
  const send = async (): Promise<void> => {
    // What is published is what is seen: the last letters are saved first.
    const saved = await draft.save();
    const { id, version } = saved ?? draft.lesson;
    publish.mutate({ params: { id }, body: { version, note } });
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('publish.title')}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button look="primary" busy={publish.isPending} onClick={() => void send()}>
            {t('bar.publish')}
          </Button>
        </>
      }
    >
      <p className="mb-4">{t('publish.text')}</p>
      <TextField
        label={t('publish.note')}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {publish.isError && (
        <div className="mt-4">
          <Trouble error={publish.error} />
        </div>
      )}
    </Dialog>
  );
}
