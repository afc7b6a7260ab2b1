// Writes content/lesson.schema.json from the lesson's schema; `node scripts/check-content.ts` says when it is stale.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lessonJsonSchemaText, schemaPath } from '../server/features/lessons/lesson-json-schema.ts';

writeFileSync(join(import.meta.dirname, '../content', schemaPath), lessonJsonSchemaText());
