/** What a person can do about a failure of the disk. */
export interface DiskTrouble {
  /** A sentence without its full stop. */
  what: string;
  /** A sentence. */
  mend: string;
  /** It may well pass by itself. */
  passing: boolean;
}

const unwritable = {
  what: 'The folder cannot be written',
  mend: 'Give this user the right to write it.',
  passing: false,
};
const isFile = { what: 'There is a file where a folder should be', mend: 'Move it away.', passing: false };

const troubles: Readonly<Record<string, DiskTrouble>> = {
  ENOSPC: { what: 'The disk is full', mend: 'Free some space.', passing: false },
  EDQUOT: { what: 'The disk quota is used up', mend: 'Free some space.', passing: false },
  EROFS: { what: 'The disk is read-only', mend: 'Use a folder that can be written.', passing: false },
  EACCES: unwritable,
  EPERM: unwritable,
  ENOTDIR: isFile,
  EEXIST: isFile,
  EMFILE: { what: 'Too many files are open', mend: 'Raise the limit of open files (ulimit -n).', passing: true },
  ENFILE: { what: 'Too many files are open', mend: 'Raise the limit of open files (ulimit -n).', passing: true },
  EIO: { what: 'The disk fails', mend: 'Look at the disk and its cables.', passing: true },
};

/** Undefined for codes that are no trouble of the disk. */
export function diskTrouble(code: string | undefined): DiskTrouble | undefined {
  return code === undefined ? undefined : troubles[code];
}
