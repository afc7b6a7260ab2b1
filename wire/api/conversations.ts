import { z } from 'zod';
import { own } from '../access.ts';
import { at, errorBody } from './shapes.ts';

export const conversationSummary = z.object({
  id: z.string(),
  scene: z.string(),
  title: z.string(),
  language: z.string(),
  from: z.string(),
  turns: z.number().int(),
  created_at: at,
  updated_at: at,
});
export type ConversationSummary = z.infer<typeof conversationSummary>;

export const conversationTurn = z.object({
  id: z.string(),
  /** `opening`, `spoken`, `typed`, `command` or `asked`. */
  origin: z.string(),
  /** What the learner said; empty when nothing was said or understood. */
  said: z.string(),
  verdict: z.string().nullable(),
  /** What was heard of the tutor's reply. */
  replied: z.string(),
  outcome: z.string(),
  corrections: z.array(z.record(z.string(), z.unknown())),
  /** What was shown beside the speech, in order: the `tutor.<name>` events of the turn. */
  effects: z.array(z.object({ name: z.string(), data: z.record(z.string(), z.unknown()) })),
  created_at: at,
});

export const sceneSummary = z.object({
  id: z.string(),
  title: z.string(),
  language: z.string(),
  level: z.string(),
  from: z.string(),
  description: z.string(),
});

const conversationId = z.object({ id: z.string().min(1).max(100) });

export const listScenes = {
  method: 'GET',
  url: '/v1/scenes',
  access: own.read,
  schema: {
    summary: 'Scenes to talk in',
    tags: ['conversations'],
    response: { 200: z.object({ object: z.literal('list'), data: z.array(sceneSummary) }) },
  },
} as const;

export const listConversations = {
  method: 'GET',
  url: '/v1/conversations',
  access: own.read,
  schema: {
    summary: 'Conversations held so far, newest first',
    tags: ['conversations'],
    querystring: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      /** Id of the last conversation of the page before. */
      after: z.string().max(100).optional(),
    }),
    response: {
      200: z.object({ object: z.literal('list'), data: z.array(conversationSummary), has_more: z.boolean() }),
    },
  },
} as const;

export const getConversation = {
  method: 'GET',
  url: '/v1/conversations/:id',
  access: own.read,
  schema: {
    summary: 'One conversation with its turns',
    tags: ['conversations'],
    params: conversationId,
    response: { 200: conversationSummary.extend({ history: z.array(conversationTurn) }), 404: errorBody },
  },
} as const;

export const deleteConversation = {
  method: 'DELETE',
  url: '/v1/conversations/:id',
  access: own.write,
  schema: {
    summary: 'Forget a conversation and all that was said in it',
    tags: ['conversations'],
    params: conversationId,
    response: { 200: z.object({ id: z.string(), deleted: z.literal(true) }), 404: errorBody },
  },
} as const;

/** The voice socket itself; docs/spec/realtime.md tells what is said on it. */
export const realtime = {
  method: 'GET',
  url: '/v1/realtime',
  access: own.talk,
  schema: { hide: true },
} as const;
