import { z } from 'zod';

/** `content/course.json`: the order in which the shipped lessons are best taken. */
export const coursePath = z.strictObject({
  $schema: z.string().optional(),
  path: z.array(z.string().min(1)),
});
