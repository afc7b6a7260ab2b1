import { type ErrorEnvelope, Refusal, type RefusalCode } from '../../wire/refusals.ts';
import type { Answer, Door, Wish, WishArgs } from './doors.ts';
import { ready, refresh, token } from './session.ts';

/** The server did not answer: it is away, or this device is offline. */
export class Unreachable extends Error {
  constructor(options?: ErrorOptions) {
    super('the server does not answer', options);
    this.name = 'Unreachable';
  }
}

interface LooseWish {
  params?: Readonly<Record<string, string>> | undefined;
  query?: Readonly<Record<string, unknown>> | undefined;
  body?: unknown;
}

/** Asks the server through one door. Throws a Refusal, or Unreachable. */
export async function call<D extends Door>(door: D, ...[wish]: WishArgs<D>): Promise<Answer<D>> {
  return callWith(door, wish as Wish<D>, undefined);
}

/** As `call`, and given up when `signal` says so. */
export async function callWith<D extends Door>(
  door: D,
  wish: Wish<D> | undefined,
  signal: AbortSignal | undefined,
): Promise<Answer<D>> {
  const [method, path] = door.split(' ') as [string, string];
  const { params, query, body } = (wish ?? {}) as LooseWish;
  const answer = await ask(addressOf(path, params, query), {
    method,
    ...(signal === undefined ? {} : { signal }),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (answer.status === 204) return undefined as Answer<D>;
  try {
    return (await answer.json()) as Answer<D>;
  } catch (cause) {
    // Something that is not our server answered.
    throw new Unreachable({ cause });
  }
}

/** A request with whatever this visit is known by; once more with a fresh token when it was refused as unknown. */
export async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  await ready();
  let answer = await send(url, init);
  if (answer.status === 401 && (await refresh())) answer = await send(url, init);
  if (!answer.ok) throw await refusalOf(answer);
  return answer;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  const known = token();
  if (known !== undefined) headers.set('authorization', `Bearer ${known}`);
  try {
    return await fetch(url, { ...init, headers });
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new Unreachable({ cause });
  }
}

export function addressOf(path: string, params: LooseWish['params'], query: LooseWish['query']): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one));
    }
  }
  return search.size === 0 ? filled : `${filled}?${search}`;
}

async function refusalOf(answer: Response): Promise<Error> {
  try {
    const { error } = (await answer.json()) as ErrorEnvelope;
    return new Refusal(error.code, error.message, error.param);
  } catch {
    // A proxy in between speaks for the server.
    return answer.status >= 500 ? new Unreachable() : new Refusal(byStatus(answer.status), answer.statusText);
  }
}

function byStatus(status: number): RefusalCode {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  return status === 404 ? 'not-found' : 'bad-request';
}
