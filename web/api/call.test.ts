import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** The browser's stores, in memory. */
class Store {
  readonly #kept = new Map<string, string>();
  getItem = (name: string): string | null => this.#kept.get(name) ?? null;
  setItem = (name: string, value: string): void => void this.#kept.set(name, value);
  removeItem = (name: string): void => void this.#kept.delete(name);
}

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });
const refused = (code: string, status: number): Response =>
  json({ error: { code, message: 'No.', param: 'x' } }, status);

interface Seen {
  url: string;
  authorization: string | null;
}
let seen: Seen[] = [];
let answers: (url: string, authorization: string | null) => Response | Promise<Response>;

beforeEach(() => {
  seen = [];
  vi.resetModules();
  vi.stubGlobal('localStorage', new Store());
  vi.stubGlobal('sessionStorage', new Store());
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const authorization = new Headers(init.headers).get('authorization');
    seen.push({ url, authorization });
    return answers(url, authorization);
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('asking the server', () => {
  it('fills in the address and leaves out what is not asked', async () => {
    const { addressOf } = await import('./call.ts');
    expect(addressOf('/v1/lessons/:id/tasks/:task/answers', { id: 'a/b', task: 'ż' }, undefined)).toBe(
      '/v1/lessons/a%2Fb/tasks/%C5%BC/answers',
    );
    expect(addressOf('/v1/lessons', undefined, { q: 'kawa i', level: undefined, tag: '', limit: 5 })).toBe(
      '/v1/lessons?q=kawa+i&limit=5',
    );
  });

  it('throws what the server refuses with, and that nobody answered', async () => {
    const { call, Unreachable } = await import('./call.ts');
    answers = () => refused('not-found', 404);
    await expect(call('GET /v1/me')).rejects.toMatchObject({ name: 'Refusal', code: 'not-found', param: 'x' });
    answers = () => new Response('<html>', { status: 502 });
    await expect(call('GET /v1/me')).rejects.toBeInstanceOf(Unreachable);
    answers = () => Promise.reject(new TypeError('offline'));
    await expect(call('GET /v1/me')).rejects.toBeInstanceOf(Unreachable);
    answers = () => new Response('<html>a page</html>');
    await expect(call('GET /v1/me')).rejects.toBeInstanceOf(Unreachable);
  });

  it('asks without any token on a private server, and never to renew one', async () => {
    const { call } = await import('./call.ts');
    answers = () => refused('unauthenticated', 401);
    await expect(call('GET /v1/me')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(seen).toEqual([{ url: '/v1/me', authorization: null }]);
  });

  it('renews the token once for all who ask at once, and asks again with the fresh one', async () => {
    const { call } = await import('./call.ts');
    const { beginSession } = await import('./session.ts');
    beginSession('old');
    answers = async (url, authorization) => {
      if (url !== '/auth/refresh')
        return authorization === 'Bearer new' ? json({ ok: true }) : refused('unauthenticated', 401);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return json({ user: {}, tokens: { access_token: 'new' } });
    };
    const all = await Promise.all([call('GET /v1/me'), call('GET /v1/scenes'), call('GET /v1/progress')]);
    expect(all).toHaveLength(3);
    expect(seen.filter(({ url }) => url === '/auth/refresh')).toHaveLength(1);
    expect(seen.filter(({ authorization }) => authorization === 'Bearer new')).toHaveLength(3);
  });

  it('renews first after a reload, when only the cookie is left', async () => {
    const first = await import('./session.ts');
    first.beginSession('gone with the page');
    vi.resetModules();
    const { call } = await import('./call.ts');
    answers = (url) => (url === '/auth/refresh' ? json({ tokens: { access_token: 'new' } }) : json({ ok: true }));
    await call('GET /v1/me');
    expect(seen).toEqual([
      { url: '/auth/refresh', authorization: null },
      { url: '/v1/me', authorization: 'Bearer new' },
    ]);
  });

  it('signs out when the renewal is refused, and not when it is only unreachable', async () => {
    const { call } = await import('./call.ts');
    const { beginSession, onSession, wasSignedIn } = await import('./session.ts');
    beginSession('old');
    const told = vi.fn();
    onSession(told);
    answers = (url) =>
      url === '/auth/refresh' ? Promise.reject(new TypeError('offline')) : refused('unauthenticated', 401);
    await expect(call('GET /v1/me')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect([wasSignedIn(), told.mock.calls.length]).toEqual([true, 0]);
    answers = () => refused('unauthenticated', 401);
    await expect(call('GET /v1/me')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect([wasSignedIn(), told.mock.calls.length]).toEqual([false, 1]);
  });

  it('uses the access key of this visit where nobody signed in', async () => {
    const { keepKey } = await import('../server-access.ts');
    const { call } = await import('./call.ts');
    keepKey('sesame');
    answers = () => json({ ok: true });
    await call('GET /v1/me');
    expect(seen[0]?.authorization).toBe('Bearer sesame');
  });
});
