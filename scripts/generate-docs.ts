// Makes the generated parts of the documents anew: `npm run docs:generate`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { regenerate } from './checks/generated-docs.ts';
import { projectFiles, projectRoot, readProjectFile } from './checks/project-files.ts';

for (const path of projectFiles().filter((each) => each.endsWith('.md'))) {
  const text = readProjectFile(path);
  const fresh = regenerate(text);
  if (fresh === text) continue;
  writeFileSync(join(projectRoot, path), fresh);
  console.log(`wrote ${path}`);
}
