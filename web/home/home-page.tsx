import { useApi } from '../api/use-api.ts';
import { useTitle } from '../app/page.tsx';
import { Skeleton } from '../design/status.tsx';
import { usePair } from '../settings/use-pair.ts';
import { Today } from './today.tsx';
import { Welcome } from './welcome.tsx';
import { useHomeWords } from './words.ts';

/** A newcomer is welcomed; whoever was here before sees their day. */
export default function HomePage() {
  const t = useHomeWords();
  useTitle(t('pageTitle'));
  const { learning, from } = usePair();
  const suggested = useApi('GET /v1/lessons/suggested', { query: { language: learning, from } });
  const progress = useApi('GET /v1/progress');
  // Whether somebody is new is only known when both are; a flash of the wrong page is worse than a moment of paper.
  if (suggested.isLoading || progress.isLoading) return <Laying />;
  const begun = (suggested.data?.recent.length ?? 0) > 0 || (progress.data?.active_days ?? 0) > 0;
  if (!begun) return <Welcome first={suggested.data?.next?.lesson} />;
  return <Today suggested={suggested.data} progress={progress.data} />;
}

/** The table while it is laid. */
function Laying() {
  return (
    <div className="mx-auto max-w-5xl px-4 pt-10 sm:px-8" aria-hidden="true">
      <Skeleton className="h-12 w-64 max-w-full" />
      <div className="mt-10 grid gap-5 lg:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
        <Skeleton className="h-80 w-full rounded-card" />
        <Skeleton className="h-56 w-full rounded-card" />
      </div>
    </div>
  );
}
