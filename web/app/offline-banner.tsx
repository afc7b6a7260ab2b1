import { useSyncExternalStore } from 'react';
import { Icon } from '../design/icons.tsx';
import { useWaiting } from '../offline/event-queue.ts';
import { useAppWords } from './words.ts';

/** Whether this device has a connection, as far as the browser knows. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

export function OfflineBanner() {
  const t = useAppWords();
  const online = useOnline();
  const waiting = useWaiting();
  return (
    <div role="status">
      {!online && (
        <p className="flex items-center gap-3 bg-amber-wash px-4 py-2.5 text-sm sm:px-8">
          <Icon name="offline" className="size-5 text-amber" />
          {t('offline')} {waiting > 0 && t('offline.waiting', { count: waiting })}
        </p>
      )}
    </div>
  );
}

function subscribe(watcher: () => void): () => void {
  addEventListener('online', watcher);
  addEventListener('offline', watcher);
  return () => {
    removeEventListener('online', watcher);
    removeEventListener('offline', watcher);
  };
}
