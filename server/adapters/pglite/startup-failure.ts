import { diskTrouble } from '../../kit/disk-trouble.ts';
import { StartupError } from '../../kit/startup-error.ts';
import type { PgliteFailure } from './worker-messages.ts';

/** emscripten's numbers of the errors a person can mend. */
const emscripten: Readonly<Record<string, string>> = {
  'errno-2': 'EACCES',
  'errno-19': 'EDQUOT',
  'errno-33': 'EMFILE',
  'errno-51': 'ENOSPC',
  'errno-54': 'ENOTDIR',
  'errno-63': 'EPERM',
  'errno-69': 'EROFS',
};

const restore = 'Restore a backup, or move the folder away to begin with an empty one.';

/** One clear line for a person, from what the embedded engine left behind. */
export function startupFailure(folder: string, failure: PgliteFailure): StartupError {
  const cause = { cause: new Error([failure.message, ...failure.lines].join('\n')) };
  const code = emscripten[failure.code ?? ''] ?? codeIn(failure.lines) ?? failure.code ?? '';
  const trouble = diskTrouble(code);
  if (trouble !== undefined) {
    const mend = `${trouble.mend} Or set DATA_DIR to another folder.`;
    return new StartupError(`The data folder ${folder} cannot be used: ${trouble.what}.`, mend, cause);
  }

  const version = /initialized by PostgreSQL version (\d+)/.exec(failure.lines.join('\n'))?.[1];
  if (version !== undefined) {
    return new StartupError(
      `The database in ${folder} was made by PostgreSQL ${version}, which this version cannot read.`,
      'Run the program version that made it, or restore a backup.',
      cause,
    );
  }
  const last = failure.lines
    .map((line) => /(?:FATAL|PANIC):\s*(.+)/.exec(line)?.[1])
    .findLast((text) => text !== undefined);
  return last === undefined
    ? new StartupError(
        `The embedded database in ${folder} cannot start: ${failure.message || code || 'unknown failure'}.`,
        'Set DATABASE_URL to use a PostgreSQL server instead.',
        cause,
      )
    : new StartupError(`The database in ${folder} is damaged: ${last}.`, restore, cause);
}

/** PostgreSQL spells the error out. */
function codeIn(lines: readonly string[]): string | undefined {
  const text = lines.join('\n');
  if (/No space left on device/.test(text)) return 'ENOSPC';
  if (/Read-only file system/.test(text)) return 'EROFS';
  return /Permission denied/.test(text) ? 'EACCES' : undefined;
}
