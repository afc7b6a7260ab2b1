import { z } from 'zod';
import { own, staff } from '../access.ts';
import { deleted, errorBody, idParams } from './shapes.ts';

/** The word that stands for the password where there is none. */
export const ERASE_WORD = 'erase';

const privacy = { tags: ['privacy'] };

/** `GET`: a zip, `application/zip`, with one JSON file a table, and every recording. */
export const exportMe = {
  method: 'GET',
  url: '/v1/me/export',
  access: own.account,
  schema: { ...privacy, summary: 'Everything that is kept of one, as one zip' },
} as const;

export const eraseMe = {
  method: 'DELETE',
  url: '/v1/me',
  access: own.account,
  schema: {
    ...privacy,
    summary: 'Erase oneself with everything that is kept',
    description:
      'With the password; without an account, and with the server’s own key, with `confirm: "erase"`. The last admin cannot go while others stay (409).',
    body: z.strictObject({
      password: z.string().max(256).optional(),
      confirm: z.literal(ERASE_WORD).optional(),
    }),
    response: { 200: deleted, 400: errorBody, 403: errorBody, 409: errorBody, 429: errorBody },
  },
} as const;

export const erasePerson = {
  method: 'DELETE',
  url: '/v1/people/:id',
  access: staff.writePeople,
  schema: {
    ...privacy,
    summary: 'Erase a person with everything that is kept',
    params: idParams,
    response: { 200: deleted, 404: errorBody, 409: errorBody },
  },
} as const;
