import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentReport } from '../server/features/lessons/content-report.ts';
import { lessonJsonSchemaText, schemaPath } from '../server/features/lessons/lesson-json-schema.ts';

/**
 * Checks all content: `node scripts/check-content.ts [folder]`. Prints problems as `file:line: what`, then the answers of
 * one exchange that may be taken for each other. Exit code 1 on an error; look-alikes are for the author to judge.
 */
const folder = process.argv[2] ?? fileURLToPath(new URL('../content', import.meta.url));
const { errors, lines } = contentReport(folder);
for (const line of lines) console.log(line);
const schema = join(folder, schemaPath);
const stale = existsSync(schema) && readFileSync(schema, 'utf8') !== lessonJsonSchemaText();
if (stale) console.log(`${schema}: is stale; node scripts/lesson-schema.ts`);
process.exitCode = errors > 0 || stale ? 1 : 0;
