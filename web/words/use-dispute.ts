import { useChange } from '../api/use-api.ts';
import { useTroubleText } from '../design/loading-words.ts';
import { toast } from '../design/toasts.tsx';
import { useWordListWords } from './words.ts';

const stale = ['GET /v1/progress/errors', 'GET /v1/corrections', 'GET /v1/progress'] as const;

/** "Not an error", and taking that back; both are kept. */
export function useDispute(): { busy: boolean; dispute(id: string): void; takeBack(id: string): void } {
  const t = useWordListWords();
  const say = useTroubleText();
  const failed = (error: unknown): void => toast({ text: say(error), tone: 'trouble' });
  const add = useChange('POST /v1/corrections/:id/dispute', { stale });
  const remove = useChange('DELETE /v1/corrections/:id/dispute', { stale });
  const takeBack = (id: string): void =>
    remove.mutate({ params: { id } }, { onSuccess: () => toast({ text: t('dispute.undone') }), onError: failed });
  const dispute = (id: string): void =>
    add.mutate(
      { params: { id } },
      {
        onSuccess: () => toast({ text: t('dispute.done'), action: { label: t('undo'), run: () => takeBack(id) } }),
        onError: failed,
      },
    );
  return { busy: add.isPending || remove.isPending, dispute, takeBack };
}
