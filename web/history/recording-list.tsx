import { useState } from 'react';
import type { Recording } from '../../wire/api/recordings.ts';
import { useChange } from '../api/use-api.ts';
import type { usePages } from '../api/use-pages.ts';
import { Button, ButtonLink, IconButton } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Paged } from '../design/paged.tsx';
import { useRecordingSound } from './use-recording-sound.ts';
import { useHistoryWords } from './words.ts';

/** The learner's own answers, beside the model's. */
export function RecordingList({ list }: { list: ReturnType<typeof usePages<'GET /v1/recordings'>> }) {
  const t = useHistoryWords();
  return (
    <Paged
      list={list}
      rows={1}
      empty={
        <p className="text-soft">
          {t('noRecordings')}{' '}
          <ButtonLink to="/settings" size="small" look="quiet" className="underline underline-offset-4">
            {t('settings')}
          </ButtonLink>
        </p>
      }
    >
      {(recordings) => (
        <>
          <p className="mb-4 text-soft">{t('recordingsHint')}</p>
          <ul className="flex flex-col gap-4">
            {recordings.map((recording) => (
              <RecordingCard key={recording.id} recording={recording} />
            ))}
          </ul>
        </>
      )}
    </Paged>
  );
}

const verdictLooks = {
  good: '',
  unsure: 'underline decoration-wavy decoration-amber',
  missed: 'text-soft line-through',
} as const;

function RecordingCard({ recording }: { recording: Recording }) {
  const t = useHistoryWords();
  const { playing, failed, own, model, word, stop } = useRecordingSound(recording);
  const [asking, setAsking] = useState(false);
  const remove = useChange('DELETE /v1/recordings/:id', {
    stale: ['GET /v1/recordings'],
    onDone: () => setAsking(false),
  });
  const { language, words, heard, answer } = recording;
  return (
    <Card as="li" className="p-4 sm:p-5">
      <p className="flex flex-wrap items-baseline gap-x-1 gap-y-1 font-serif text-lg">
        {words.length === 0 ? (
          <Foreign lang={language}>{heard}</Foreign>
        ) : (
          words.map((one) => (
            <button
              key={`${one.start_ms} ${one.text}`}
              type="button"
              lang={language}
              aria-label={t('playWord', { word: one.text })}
              className={`min-h-9 rounded-md px-1 hover:bg-wash ${verdictLooks[one.verdict ?? 'good']}`}
              onClick={() => word(one)}
            >
              {one.text}
              {one.verdict !== null && one.verdict !== 'good' && (
                <span className="sr-only"> ({t(`word.${one.verdict}`)})</span>
              )}
            </button>
          ))
        )}
      </p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {playing ? (
          <Button size="small" icon="pause" onClick={stop}>
            {t('stop')}
          </Button>
        ) : (
          <>
            <Button size="small" icon="person" onClick={own}>
              {t('playOwn')}
            </Button>
            {answer !== '' && (
              <>
                <Button size="small" icon="sound" onClick={() => model(1)}>
                  {t('playModel')}
                </Button>
                <Button size="small" icon="slower" onClick={() => model(0.65)}>
                  {t('playModelSlow')}
                </Button>
              </>
            )}
          </>
        )}
        <IconButton icon="trash" label={t('deleteRecording')} className="ml-auto" onClick={() => setAsking(true)} />
      </div>
      {failed && (
        <p role="alert" className="mt-2 text-sm text-rust">
          {t('soundFailed')}
        </p>
      )}
      <ConfirmDialog
        open={asking}
        title={t('deleteRecording')}
        action={t('delete')}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { id: recording.id } })}
        onClose={() => setAsking(false)}
      >
        <p>{t('deleteRecordingText')}</p>
      </ConfirmDialog>
    </Card>
  );
}
