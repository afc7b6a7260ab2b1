import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { Refusal } from '../../wire/refusals.ts';
import { useApi } from '../api/use-api.ts';
import { Skeleton } from '../design/status.tsx';
import { AccessKeyForm } from './access-key-form.tsx';

/** Lets those in whom the server knows; others are asked for its key, or to sign in. */
export function Gate({ children }: { children: ReactNode }) {
  const me = useApi('GET /v1/me', undefined, { staleTime: 300_000 });
  const unknown = me.error instanceof Refusal && me.error.code === 'unauthenticated';
  const waiting = me.isPending && me.fetchStatus === 'fetching' && me.failureCount === 0;
  // What is inside asks again by being put up: taken down for each asking, it would come and go for ever.
  const inside = useRef(false);
  inside.current = !unknown && (inside.current || !waiting);
  if (unknown) return <Door tried={me.errorUpdateCount > 1} onKey={() => void me.refetch()} />;
  // A server that is away still leaves what is kept here.
  return inside.current ? children : <Waiting />;
}

function Door({ tried, onKey }: { tried: boolean; onKey(): void }) {
  const options = useApi('GET /auth/options', undefined, { retry: false, staleTime: 60_000 });
  const navigate = useNavigate();
  const signIn = options.data?.sign_in_required === true;
  useEffect(() => {
    if (signIn) void navigate({ to: '/sign-in', replace: true });
  }, [signIn, navigate]);
  if (options.isPending || signIn) return <Waiting />;
  return <AccessKeyForm tried={tried} onKey={onKey} />;
}

/** Room for a page that is on its way. */
export function Waiting() {
  return (
    <div className="mx-auto max-w-5xl px-4 pt-10 sm:px-8" aria-hidden="true">
      <Skeleton className="h-12 w-64" />
      <Skeleton className="mt-8 h-40 w-full rounded-card" />
    </div>
  );
}
