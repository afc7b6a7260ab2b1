import { z } from 'zod';
import { own, roles } from '../access.ts';
import { clientLearningEvent } from '../learning.ts';
import { settings, settingsChange } from '../settings.ts';
import { at, errorBody, listOf } from './shapes.ts';

/** The person who asks, whatever they came with. */
export const me = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  /** Null for the single learner of a private server, who has no account. */
  email: z.string().nullable(),
  email_verified: z.boolean(),
  /** False: this server has one learner and asks for no account. */
  signed_in: z.boolean(),
  created_at: at,
  settings,
});
export type Me = z.output<typeof me>;

export const getMe = {
  method: 'GET',
  url: '/v1/me',
  access: own.read,
  schema: { summary: 'Who asks, with all settings', tags: ['learners'], response: { 200: me } },
} as const;

export const updateMe = {
  method: 'PATCH',
  url: '/v1/me',
  access: own.write,
  schema: {
    summary: 'Change the name',
    tags: ['learners'],
    body: z.strictObject({ name: z.string().trim().max(100) }),
    response: { 200: me },
  },
} as const;

export const updateSettings = {
  method: 'PATCH',
  url: '/v1/me/settings',
  access: own.write,
  schema: {
    summary: 'Change settings; what is not named stays',
    tags: ['learners'],
    body: settingsChange,
    response: { 200: settings },
  },
} as const;

export const resetSettings = {
  method: 'DELETE',
  url: '/v1/me/settings',
  access: own.write,
  schema: { summary: 'All settings as they were at first', tags: ['learners'], response: { 200: settings } },
} as const;

const learningEvent = z.object({
  id: z.string(),
  at,
  kind: z.string(),
  data: z.record(z.string(), z.unknown()),
});

export const writeLearning = {
  method: 'POST',
  url: '/v1/learning/events',
  access: own.write,
  schema: {
    summary: 'Append to the learning log what a client saw happen, perhaps while offline',
    description: 'An event that is there already changes nothing, so a queue may be sent again as a whole.',
    tags: ['learners'],
    body: z.strictObject({ events: z.array(clientLearningEvent).min(1).max(500) }),
    response: { 200: z.object({ written: z.number().int(), known: z.number().int() }), 400: errorBody },
  },
} as const;

export const readLearning = {
  method: 'GET',
  url: '/v1/learning/events',
  access: own.read,
  schema: {
    summary: 'The learning log, newest first',
    tags: ['learners'],
    querystring: z.object({
      limit: z.coerce.number().int().min(1).max(500).default(100),
      after: z.string().max(200).optional(),
      kind: z.string().max(40).optional(),
    }),
    response: { 200: listOf(learningEvent) },
  },
} as const;
