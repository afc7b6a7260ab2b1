import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  authMe,
  authOptions,
  changePassword as changePasswordDoor,
  forgotPassword as forgotDoor,
  login,
  logout,
  oauthToken,
  passwordBounds,
  refresh as refreshDoor,
  register as registerDoor,
  resendVerification as resendDoor,
  resetPassword as resetDoor,
  type SignedIn,
  verifyEmail as verifyDoor,
} from '../../../wire/api/accounts.ts';
import { Refusal } from '../../../wire/refusals.ts';
import { looksLikeAccess, readAccess } from './access-token.ts';
import { callerInfo, waitIn } from './caller-info.ts';
import type { Core } from './core.ts';
import { deviceOf, rememberDevice } from './device-cookie.ts';
import { changePassword, forgotPassword, resetPassword } from './new-password.ts';
import { clearRefreshCookie, refreshCookieOf, setRefreshCookie } from './refresh-cookie.ts';
import { register, resendVerification, verifyEmail } from './register.ts';
import { IDLE_MS } from './sessions.ts';
import { type Opened, refresh, signIn, userOf } from './sign-in.ts';

const sent = { status: 'check-mail' } as const;

export function authRoutes(bare: FastifyInstance, core: Core): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();
  // OAuth2 clients send forms; only these doors take them.
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });

  const secure = (): boolean => core.origin().startsWith('https:');
  const handOver = (reply: FastifyReply, opened: Opened, cookie: boolean): SignedIn => {
    if (!cookie) return opened;
    const { refresh_token, ...tokens } = opened.tokens;
    setRefreshCookie(reply, refresh_token, { secure: secure(), maxAgeMs: IDLE_MS });
    if (opened.user.email !== null) rememberDevice(core.keys(), reply, opened.user.email, secure());
    return { user: opened.user, tokens };
  };

  server.route({
    ...authOptions,
    config: { access: authOptions.access },
    async handler() {
      return {
        sign_in_required: !core.singleLearner,
        registration: core.registration,
        first_account: !(await core.accounts.anyAdmin()),
        password: passwordBounds,
      };
    },
  });

  server.route({
    ...registerDoor,
    config: { access: registerDoor.access },
    async handler(request, reply) {
      const opened = await register(core, request.body, callerInfo(request));
      if (!opened) return reply.code(202).send(sent);
      return reply.code(201).send(handOver(reply, opened, request.body.cookie));
    },
  });

  server.route({
    ...verifyDoor,
    config: { access: verifyDoor.access },
    async handler(request) {
      await verifyEmail(core, request.body.token, callerInfo(request));
      return { verified: true as const };
    },
  });

  server.route({
    ...resendDoor,
    config: { access: resendDoor.access },
    async handler(request, reply) {
      resendVerification(core, request.body.email, callerInfo(request));
      return reply.code(202).send(sent);
    },
  });

  server.route({
    ...login,
    config: { access: login.access },
    async handler(request, reply) {
      const { password, cookie } = request.body;
      const email = nameOf(request.body);
      const device = deviceOf(core.keys(), request, email);
      const opened = await signIn(core, { email, password, device }, callerInfo(request), waitIn(reply));
      return handOver(reply, opened, cookie);
    },
  });

  server.route({
    ...refreshDoor,
    config: { access: refreshDoor.access },
    async handler(request, reply) {
      const given = request.body.refresh_token;
      const token = given ?? refreshCookieOf(request);
      if (token === undefined) throw new Refusal('unauthenticated', 'There is no refresh token. Sign in.');
      try {
        return handOver(reply, await refresh(core, token, callerInfo(request)), given === undefined);
      } catch (error) {
        if (given === undefined && error instanceof Refusal) clearRefreshCookie(reply, { secure: secure() });
        throw error;
      }
    },
  });

  server.route({
    ...logout,
    config: { access: logout.access },
    async handler(request, reply) {
      const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
      const token = request.body.refresh_token ?? refreshCookieOf(request);
      const ids = [token === undefined ? undefined : core.sessions.ofToken(token), await sessionOfAccess(core, bearer)];
      for (const id of ids) {
        const alive = id === undefined ? undefined : await core.sessions.alive(id);
        if (id === undefined || !alive) continue;
        await core.sessions.end(alive.personId, { id });
        await core.audit.write({
          actor: { kind: 'person', ...alive, sessionId: id },
          action: 'session.ended',
          target: id,
          address: request.ip,
        });
      }
      if (refreshCookieOf(request) !== undefined) clearRefreshCookie(reply, { secure: secure() });
      return { ok: true as const };
    },
  });

  server.route({
    ...forgotDoor,
    config: { access: forgotDoor.access },
    async handler(request, reply) {
      forgotPassword(core, request.body.email, callerInfo(request));
      return reply.code(202).send(sent);
    },
  });

  server.route({
    ...resetDoor,
    config: { access: resetDoor.access },
    async handler(request) {
      await resetPassword(core, request.body.token, request.body.password, callerInfo(request));
      return { ok: true as const };
    },
  });

  server.route({
    ...changePasswordDoor,
    config: { access: changePasswordDoor.access },
    async handler(request, reply) {
      const { current_password: current, password } = request.body;
      const wanted = { current, password };
      return {
        sessions_ended: await changePassword(core, request.actor, wanted, callerInfo(request), waitIn(reply)),
      };
    },
  });

  server.route({
    ...oauthToken,
    config: { access: oauthToken.access },
    async handler(request, reply) {
      const { grant_type, password, refresh_token } = request.body;
      void reply.header('cache-control', 'no-store');
      if (grant_type === 'refresh_token') {
        if (refresh_token === undefined)
          throw new Refusal('bad-request', 'There is no refresh token.', 'refresh_token');
        return (await refresh(core, refresh_token, callerInfo(request))).tokens;
      }
      if (password === undefined) throw new Refusal('bad-request', 'There is no password.', 'password');
      const email = nameOf(request.body);
      return (await signIn(core, { email, password }, callerInfo(request), waitIn(reply))).tokens;
    },
  });

  server.route({ ...authMe, config: { access: authMe.access }, handler: ({ actor }) => userOf(core, actor.personId) });
}

function nameOf({ email, username }: { email?: string | undefined; username?: string | undefined }): string {
  const name = email ?? username;
  if (!name) throw new Refusal('bad-request', 'There is no address.', 'email');
  return name;
}

/** Of a token that is good; nobody needs a good one to sign out. */
async function sessionOfAccess(core: Core, bearer: string | undefined): Promise<string | undefined> {
  if (bearer === undefined || !looksLikeAccess(bearer)) return undefined;
  try {
    return (await readAccess(core.keys(), core.clock, bearer)).sessionId;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
