import { Refusal } from '../../wire/refusals.ts';
import { isLoopback } from '../kit/loopback.ts';

/** What the guard knows of a request, HTTP or WebSocket alike. */
export interface Caller {
  method: string;
  host: string | undefined;
  origin: string | undefined;
  remoteAddress: string;
  /** Any header that a proxy adds. */
  forwarded: boolean;
  /** They ask for the page's own files, which hold nothing of anybody and do nothing. */
  page: boolean;
  /** `Sec-Fetch-Site`, `-Mode` and `-Dest`, which pages cannot forge. */
  fetchSite: string | undefined;
  fetchMode: string | undefined;
  fetchDest: string | undefined;
}

export interface GuardPolicy {
  /** Only this machine gets in. */
  singleLearner: boolean;
  /** Origins beside the server's own whose pages may call it. */
  origins: readonly string[];
  /** The port in use, known once the server listens. */
  port(): number;
}

/**
 * Lets a caller near or throws a Refusal; who it is, is asked at each door (`identify.ts`). In single-learner mode only this machine gets
 * in, by a loopback name and from the server's own pages: a rebound DNS name, a page of another origin, and anything that came through a
 * proxy get nothing.
 */
export function admit(caller: Caller, policy: GuardPolicy): void {
  if (policy.singleLearner) refuseStrangers(caller, policy.port());
  refuseForeignPages(caller, policy.origins);
}

function refuseStrangers(caller: Caller, port: number): void {
  const far = caller.forwarded || !isLoopback(caller.remoteAddress.replace(/^::ffff:/, ''));
  if (far) {
    throw new Refusal(
      'unauthenticated',
      'This server has no ACCESS_KEY, so it answers only to its own machine and not through a proxy. Set ACCESS_KEY and send it as a Bearer key.',
    );
  }
  const url = caller.host === undefined ? null : URL.parse(`http://${caller.host}`);
  if (!url || !isLoopback(url.hostname) || Number(url.port || 80) !== port) {
    throw new Refusal('forbidden', `Open this server as http://localhost:${port}.`);
  }
}

function refuseForeignPages(caller: Caller, origins: readonly string[]): void {
  const { origin, fetchSite } = caller;
  if (origin !== undefined) {
    const url = URL.parse(origin);
    const own = url !== null && url.host !== '' && url.host === caller.host?.toLowerCase();
    if (!own && !origins.includes(origin)) throw foreign();
    return;
  }
  // A page can load things without an Origin header: pictures, scripts, frames. Only going to our page as a whole is fine.
  const elsewhere = fetchSite === 'cross-site' || fetchSite === 'same-site';
  const visit =
    caller.page && caller.method === 'GET' && caller.fetchMode === 'navigate' && caller.fetchDest === 'document';
  if (elsewhere && !visit) throw foreign();
}

function foreign(): Refusal {
  return new Refusal('forbidden-origin', 'This server does not answer to pages of another origin.');
}
