import { z } from 'zod';

/** What every answer of an error looks like. */
export const errorBody = z.object({
  error: z.object({
    code: z.string(),
    type: z.string(),
    message: z.string(),
    param: z.string().optional(),
    trace_id: z.string(),
  }),
});

/** A time, as the wire has it. */
export const at = z.iso.datetime();

/** A page of a list; `after` of the next request is the id of the last one here. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ object: z.literal('list'), data: z.array(item), has_more: z.boolean() });

export const page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** Id of the last one of the page before. */
  after: z.string().max(200).optional(),
});

export const idParams = z.object({ id: z.string().min(1).max(200) });

/** What is told of something that is gone now. */
export const deleted = z.object({ id: z.string(), deleted: z.literal(true) });
