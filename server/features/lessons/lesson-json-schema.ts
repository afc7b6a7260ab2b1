import { z } from 'zod';
import { lessonFile } from './lesson-schema.ts';

/** Where the schema is published, so that an author's editor can check a file as it is written. */
export const schemaPath = 'lesson.schema.json';

/** What a lesson file may hold, as JSON Schema. What no schema can say, `lessonProblems` finds. */
export function lessonJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(lessonFile, { io: 'input' }) as Record<string, unknown>;
  return {
    $schema,
    title: 'A lesson of Parlando',
    description: 'content/lessons/<id>.json. `node scripts/check-content.ts` finds what a schema cannot see.',
    ...schema,
  };
}

export const lessonJsonSchemaText = (): string => `${JSON.stringify(lessonJsonSchema(), null, 2)}\n`;
