import { useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { useTroubleText } from '../design/loading-words.ts';
import { useAccountWords } from './words.ts';

/** Sends the letter that confirms an address once more. */
export function ResendLetter({ email, label }: { email: string; label: string }) {
  const t = useAccountWords();
  const say = useTroubleText();
  const resend = useChange('POST /auth/resend-verification');
  return (
    <div className="mt-2 flex flex-wrap items-center gap-3">
      <Button size="small" busy={resend.isPending} onClick={() => resend.mutate({ body: { email } })}>
        {label}
      </Button>
      <span role="status" className="text-sm">
        {resend.isSuccess && t('mail.sent')}
        {resend.isError && say(resend.error)}
      </span>
    </div>
  );
}
