import { z } from 'zod';
import { own, roles, scopes } from '../access.ts';
import { at, deleted, errorBody, idParams, listOf } from './shapes.ts';

/** Pages that the links in mails lead to; each has the one-time token in its fragment, as `#token=…`, which no server ever sees. */
export const accountPages = {
  /** Of the first person on a fresh server, who becomes its admin. */
  welcome: '/welcome',
  verify: '/verify',
  reset: '/reset-password',
  invite: '/invite',
} as const;

/** What a new password must be; that it is no common one is checked by the server. */
export const passwordBounds = { min: 12, max: 256 } as const;

/** Refusals of these doors name the field in `param`: `email`, `password`, `current_password`, `token`. */
const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
const newPassword = z
  .string()
  .min(passwordBounds.min, `has fewer than ${passwordBounds.min} characters`)
  .max(passwordBounds.max);
const givenPassword = z.string().min(1).max(passwordBounds.max);
const name = z.string().trim().max(100);
const oneTimeToken = z.string().min(1).max(200);
/** True: the refresh token goes into an httpOnly cookie and is not in the answer. For pages of the server's own. */
const cookie = z.boolean().default(false);

export const accountUser = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: z.enum(roles),
  profile_template: z.string(),
});

export const tokens = z.object({
  access_token: z.string(),
  /** Absent when it is in the cookie. */
  refresh_token: z.string().optional(),
  token_type: z.literal('bearer'),
  /** Seconds that the access token is good for. */
  expires_in: z.number().int(),
});
export type Tokens = z.output<typeof tokens>;

export const signedIn = z.object({ user: accountUser, tokens });
export type SignedIn = z.output<typeof signedIn>;

/** The same answer whether the address is known or not. */
const checkMail = z.object({ status: z.literal('check-mail') });

const auth = { tags: ['accounts'] };
const refused = { 400: errorBody, 401: errorBody, 403: errorBody, 429: errorBody };

export const authOptions = {
  method: 'GET',
  url: '/auth/options',
  access: 'open',
  schema: {
    ...auth,
    summary: 'What signing in takes here',
    response: {
      200: z.object({
        /** False: a private server for one learner, who need not sign in. */
        sign_in_required: z.boolean(),
        /** Who may register: everybody, those with an invitation, nobody. */
        registration: z.enum(['open', 'invite', 'closed']),
        /** True until the first admin has an account. */
        first_account: z.boolean(),
        password: z.object({ min: z.number().int(), max: z.number().int() }),
      }),
    },
  },
} as const;

export const register = {
  method: 'POST',
  url: '/auth/register',
  access: 'open',
  schema: {
    ...auth,
    summary: 'Open an account',
    description:
      'With the token of an invitation, or of the first admin’s link, the account is there at once (201). Else (202) a mail goes to the address, whether it is known or not.',
    body: z.strictObject({
      email,
      password: newPassword,
      name: name.default(''),
      /** Of an invitation, or of the link for the first admin. */
      token: oneTimeToken.optional(),
      cookie,
    }),
    response: { 201: signedIn, 202: checkMail, ...refused, 409: errorBody },
  },
} as const;

export const verifyEmail = {
  method: 'POST',
  url: '/auth/verify',
  access: 'open',
  schema: {
    ...auth,
    summary: 'Prove an address with the token from the mail',
    body: z.strictObject({ token: oneTimeToken }),
    response: { 200: z.object({ verified: z.literal(true) }), ...refused },
  },
} as const;

export const resendVerification = {
  method: 'POST',
  url: '/auth/resend-verification',
  access: 'open',
  schema: {
    ...auth,
    summary: 'Send the mail that proves the address again',
    body: z.strictObject({ email }),
    response: { 202: checkMail, ...refused },
  },
} as const;

export const login = {
  method: 'POST',
  url: '/auth/login',
  access: 'open',
  schema: {
    ...auth,
    summary: 'Sign in',
    description:
      'As JSON, or as the OAuth2 form with `username`. An address that is not proved yet gets the same 401 as a wrong password. 429 has `retry-after`.',
    body: z.object({
      email: z.string().trim().toLowerCase().max(254).optional(),
      /** The address, as OAuth2 calls it. */
      username: z.string().trim().toLowerCase().max(254).optional(),
      password: givenPassword,
      cookie,
    }),
    response: { 200: signedIn, ...refused },
  },
} as const;

export const refresh = {
  method: 'POST',
  url: '/auth/refresh',
  access: 'open',
  schema: {
    ...auth,
    summary: 'A new pair of tokens for the refresh token, which is then used up',
    description:
      'The refresh token is in the body or in the cookie; the new one comes the way it came. One that was used before ends its session, but for a retry within 10 s, which has the same answer.',
    body: z
      .object({ refresh_token: z.string().max(500).optional() })
      .nullish()
      .transform((body) => body ?? {}),
    response: { 200: signedIn, ...refused },
  },
} as const;

export const logout = {
  method: 'POST',
  url: '/auth/logout',
  access: 'open',
  schema: {
    ...auth,
    summary: 'End the session, at once',
    description: 'Of the access token, of the refresh token in the body, or of the one in the cookie.',
    body: z
      .object({ refresh_token: z.string().max(500).optional() })
      .nullish()
      .transform((body) => body ?? {}),
    response: { 200: z.object({ ok: z.literal(true) }), ...refused },
  },
} as const;

export const forgotPassword = {
  method: 'POST',
  url: '/auth/forgot-password',
  access: 'open',
  schema: {
    ...auth,
    summary: 'Send a mail with a link to set a new password',
    body: z.strictObject({ email }),
    response: { 202: checkMail, ...refused },
  },
} as const;

export const resetPassword = {
  method: 'POST',
  url: '/auth/reset-password',
  access: 'open',
  schema: {
    ...auth,
    summary: 'Set a new password with the token from the mail; every session ends',
    body: z.strictObject({ token: oneTimeToken, password: newPassword }),
    response: { 200: z.object({ ok: z.literal(true) }), ...refused },
  },
} as const;

export const changePassword = {
  method: 'POST',
  url: '/auth/change-password',
  access: own.account,
  schema: {
    ...auth,
    summary: 'Set a new password; every other session ends',
    body: z.strictObject({ current_password: givenPassword, password: newPassword }),
    response: { 200: z.object({ sessions_ended: z.number().int() }), ...refused },
  },
} as const;

/** OAuth2 (RFC 6749), `password` and `refresh_token`. */
export const oauthToken = {
  method: 'POST',
  url: '/auth/token',
  access: 'open',
  schema: {
    ...auth,
    summary: 'Tokens, in OAuth2’s own shape',
    body: z.object({
      grant_type: z.enum(['password', 'refresh_token']).default('password'),
      username: z.string().trim().toLowerCase().max(254).optional(),
      password: givenPassword.optional(),
      refresh_token: z.string().max(500).optional(),
    }),
    response: { 200: tokens, ...refused },
  },
} as const;

export const authMe = {
  method: 'GET',
  url: '/auth/me',
  access: own.read,
  schema: { ...auth, summary: 'Who asks, in short; `/v1/me` tells all', response: { 200: accountUser } },
} as const;

export const session = z.object({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  /** What the browser or program called itself, for example `Firefox on Linux`. */
  device: z.string(),
  created_at: at,
  last_used_at: at,
  expires_at: at,
});

export const listSessions = {
  method: 'GET',
  url: '/v1/me/sessions',
  access: own.account,
  schema: { ...auth, summary: 'Where one is signed in, last used first', response: { 200: listOf(session) } },
} as const;

export const endSession = {
  method: 'DELETE',
  url: '/v1/me/sessions/:id',
  access: own.account,
  schema: { ...auth, summary: 'Sign out there', params: idParams, response: { 200: deleted, 404: errorBody } },
} as const;

export const endOtherSessions = {
  method: 'DELETE',
  url: '/v1/me/sessions',
  access: own.account,
  schema: {
    ...auth,
    summary: 'Sign out everywhere but here',
    response: { 200: z.object({ sessions_ended: z.number().int() }) },
  },
} as const;

export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  /** Its first characters, to know it by. */
  prefix: z.string(),
  scopes: z.array(z.enum(scopes)),
  expires_at: at.nullable(),
  last_used_at: at.nullable(),
  created_at: at,
});

export const listApiKeys = {
  method: 'GET',
  url: '/v1/me/api-keys',
  access: own.account,
  schema: { ...auth, summary: 'API keys, newest first', response: { 200: listOf(apiKey) } },
} as const;

export const createApiKey = {
  method: 'POST',
  url: '/v1/me/api-keys',
  access: own.account,
  schema: {
    ...auth,
    summary: 'Make an API key; it is shown this once',
    body: z.strictObject({
      name: name.min(1),
      scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
      /** Null: until it is deleted. */
      expires_in_days: z.number().int().min(1).max(3_650).nullable().default(null),
    }),
    response: { 201: apiKey.extend({ key: z.string() }), ...refused },
  },
} as const;

export const deleteApiKey = {
  method: 'DELETE',
  url: '/v1/me/api-keys/:id',
  access: own.account,
  schema: {
    ...auth,
    summary: 'Make an API key worthless',
    params: idParams,
    response: { 200: deleted, 404: errorBody },
  },
} as const;
