import type { SignedIn } from '../../wire/api/accounts.ts';
import { forget, remember, remembered } from '../remember.ts';
import { keptKey } from '../server-access.ts';

/**
 * What this visit is known by: the access token of a signed-in person, in memory alone, which a cookie that no script can
 * read renews; else the access key of the server; else nothing, as on a private server with one learner.
 */
let access: string | undefined;
let renewing: Promise<boolean> | undefined;
const watchers = new Set<() => void>();

/** Whether somebody signed in here before: without it nobody asks for a renewal that cannot be. */
const HINT = 'signed-in';

export const token = (): string | undefined => access ?? keptKey();

/** Tells of signing in and out. */
export function onSession(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Somebody signed in. */
export function beginSession(accessToken: string): void {
  access = accessToken;
  remember(HINT, 'yes');
  tell();
}

export function endSession(): void {
  access = undefined;
  forget(HINT);
  tell();
}

export const wasSignedIn = (): boolean => access !== undefined || remembered(HINT) !== undefined;

/** After a reload the token is gone and the cookie is not: renewing first spares a refusal. */
export async function ready(): Promise<void> {
  if (access === undefined && wasSignedIn()) await refresh();
}

/** Renews the access token; all who ask at once share one request, and other tabs of this browser wait their turn. */
export function refresh(): Promise<boolean> {
  if (!wasSignedIn()) return Promise.resolve(false);
  renewing ??= inTurn(renew).finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function renew(): Promise<boolean> {
  let answer: Response;
  try {
    answer = await fetch('/auth/refresh', { method: 'POST', credentials: 'same-origin' });
  } catch {
    // Offline is not signed out.
    return false;
  }
  if (answer.status === 401 || answer.status === 403) {
    endSession();
    return false;
  }
  if (!answer.ok) return false;
  const { tokens } = (await answer.json()) as SignedIn;
  access = tokens.access_token;
  return true;
}

/** A rotated cookie used twice looks stolen, so two tabs never renew at once. */
async function inTurn(work: () => Promise<boolean>): Promise<boolean> {
  if (navigator.locks === undefined) return work();
  return navigator.locks.request('parlando-refresh', work);
}

function tell(): void {
  for (const watcher of watchers) watcher();
}
