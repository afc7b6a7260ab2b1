import { Button } from './button.tsx';
import { useLoadingWords, useTroubleText } from './loading-words.ts';
import { Note } from './status.tsx';

/** What went wrong, in words, and another try where one makes sense. */
export function Trouble({ error, onAgain }: { error: unknown; onAgain?: (() => void) | undefined }) {
  const t = useLoadingWords();
  const say = useTroubleText();
  return (
    <div role="alert">
      <Note tone="rust" icon="unsure">
        <p>{say(error)}</p>
        {onAgain !== undefined && (
          <Button size="small" icon="repeat" className="mt-2" onClick={onAgain}>
            {t('again')}
          </Button>
        )}
      </Note>
    </div>
  );
}
