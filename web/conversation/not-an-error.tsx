import { useState } from 'react';
import { call } from '../api/call.ts';
import { Button } from '../design/button.tsx';
import { toast } from '../design/toasts.tsx';
import { useTalkWords } from './words.ts';

/** The learner disagrees with a correction: it is kept, and the correction counts no longer. */
export function NotAnError({ correction }: { correction: string }) {
  const t = useTalkWords();
  const [disputed, setDisputed] = useState(false);
  const put = (next: boolean): void => {
    setDisputed(next);
    const params = { id: correction };
    const sent = next
      ? call('POST /v1/corrections/:id/dispute', { params })
      : call('DELETE /v1/corrections/:id/dispute', { params });
    sent.then(
      () => next && toast({ text: t('notError.done'), action: { label: t('undo'), run: () => put(false) } }),
      () => {
        setDisputed(!next);
        toast({ text: t('notError.failed'), tone: 'trouble' });
      },
    );
  };
  return (
    <Button
      size="small"
      look="quiet"
      icon="flag"
      className="-ml-2 text-soft"
      aria-pressed={disputed}
      onClick={() => put(!disputed)}
    >
      {t(disputed ? 'notError.back' : 'notError')}
    </Button>
  );
}
