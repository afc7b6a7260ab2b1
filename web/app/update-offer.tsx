import { useEffect } from 'react';
import { toast } from '../design/toasts.tsx';
import { registerWorker } from '../offline/register-worker.ts';
import { useAppWords } from './words.ts';

let registered = false;

/** Says that a new version is ready; it is loaded when the person wants it, never under their hands. */
export function UpdateOffer() {
  const t = useAppWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once.
  useEffect(() => {
    if (registered) return;
    registered = true;
    registerWorker((takeOver) =>
      toast({ text: t('update.ready'), action: { label: t('update.load'), run: takeOver }, stays: true }),
    ).catch(() => {
      // A browser that forbids it, as in a private window, works without.
      registered = false;
    });
  }, []);
  return null;
}
