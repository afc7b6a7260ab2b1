import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '../api/doors.ts';
import { useApi, useChange } from '../api/use-api.ts';
import { usePages } from '../api/use-pages.ts';
import { Page, Section } from '../app/page.tsx';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { Icon } from '../design/icons.tsx';
import { Loaded } from '../design/loaded.tsx';
import { toast } from '../design/toasts.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayTime } from '../i18n/say-times.ts';
import { useBeginTalk } from '../lesson/use-begin-talk.ts';
import { RecordingList } from './recording-list.tsx';
import { TurnList } from './turn-list.tsx';
import { useHistoryWords } from './words.ts';

type Kept = Answer<'GET /v1/conversations/:id'>;

/** One conversation: what was said, and the learner's own recordings where they were kept. */
export default function ConversationPage() {
  const t = useHistoryWords();
  const { id } = useParams({ from: '/history/$id' });
  const conversation = useApi('GET /v1/conversations/:id', { params: { id } });
  const kept = conversation.data;
  const { language } = useInterface();
  return (
    <Page
      title={kept?.title ?? t('title')}
      titleLang={kept?.language}
      lead={kept === undefined ? undefined : sayTime(kept.created_at, language)}
      actions={kept === undefined ? undefined : <Actions kept={kept} />}
      width="text"
    >
      <Link to="/history" className="mb-6 -mt-4 inline-flex min-h-9 items-center gap-2 text-soft hover:text-ink">
        <Icon name="back" className="size-4" />
        {t('back')}
      </Link>
      <Loaded query={conversation}>{(whole) => <Whole kept={whole} />}</Loaded>
    </Page>
  );
}

function Whole({ kept }: { kept: Kept }) {
  const t = useHistoryWords();
  const recordings = usePages('GET /v1/recordings', { conversation: kept.id, limit: 100 });
  return (
    <>
      <section aria-label={t('transcript')}>
        {kept.history.length === 0 ? <p className="text-soft">{t('nothing')}</p> : <TurnList kept={kept} />}
      </section>
      <Section title={t('recordings')}>
        <RecordingList list={recordings} />
      </Section>
    </>
  );
}

function Actions({ kept }: { kept: Kept }) {
  const t = useHistoryWords();
  const begin = useBeginTalk();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const remove = useChange('DELETE /v1/conversations/:id', {
    stale: ['GET /v1/conversations', 'GET /v1/recordings'],
    onDone() {
      toast({ text: t('deleted') });
      void navigate({ to: '/history' });
    },
  });
  return (
    <>
      <Button
        look="primary"
        icon="microphone"
        onClick={() => begin({ scene: kept.scene, conversation: kept.id, microphone: true })}
      >
        {t('goOn')}
      </Button>
      <Button look="danger" icon="trash" onClick={() => setAsking(true)}>
        {t('delete')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('deleteTitle')}
        action={t('delete')}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { id: kept.id } })}
        onClose={() => setAsking(false)}
      >
        <p>{t('deleteText')}</p>
      </ConfirmDialog>
    </>
  );
}
