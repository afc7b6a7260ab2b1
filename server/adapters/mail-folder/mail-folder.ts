import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock } from '../../kit/clock.ts';
import { diskTrouble } from '../../kit/disk-trouble.ts';
import { Outage } from '../../kit/errors.ts';
import { requireLetter } from '../../ports/mail/letter.ts';
import type { Mail } from '../../ports/mail/port.ts';
import { writeEml } from './eml.ts';

export interface MailFolderOptions {
  folder: string;
  from: string;
  clock: Pick<Clock, 'wall'>;
}

/** A link in a letter is over long before; the letter then only tells who was written to. */
const KEEP_MS = 30 * 86_400_000;
/** A letter is written in no time: what is half written after this was left by a server that was killed. */
const HALF_MS = 60_000;

/** Letters as files that any mail program opens, for whoever runs the server to hand on. Files of a month ago go. */
export function openMailFolder({ folder, from, clock }: MailFolderOptions): Mail {
  const root = resolve(folder);
  const letters = async (): Promise<string[]> =>
    (await readdir(root).catch(unlessMissing))
      .filter((name) => name.endsWith('.eml') || name.endsWith('.part'))
      .map((name) => join(root, name));

  const removeOld = async (): Promise<void> => {
    for (const path of await letters()) {
      const found = await stat(path).catch(unlessGone);
      const keep = path.endsWith('.part') ? HALF_MS : KEEP_MS;
      if (found && found.mtimeMs < clock.wall() - keep) await rm(path, { force: true });
    }
  };

  return {
    provider: 'mail-folder',
    async send(letter, signal) {
      signal.throwIfAborted();
      const eml = writeEml(requireLetter(letter), from, new Date(clock.wall()));
      const time = new Date(clock.wall()).toISOString().replace(/[:.]/g, '-');
      const path = join(root, `${time}-${randomBytes(4).toString('hex')}`);
      try {
        await mkdir(root, { recursive: true, mode: 0o700 });
        await writeFile(`${path}.part`, eml, { mode: 0o600, signal, flush: true });
        // Whole from the moment that it has its name.
        await rename(`${path}.part`, `${path}.eml`);
        await removeOld();
      } catch (error) {
        await rm(`${path}.part`, { force: true }).catch(unlessGone);
        if (signal.aborted) throw signal.reason;
        throw asOutage(error);
      }
    },
    async forget(address, signal) {
      try {
        await removeOld();
        for (const path of await letters()) {
          signal.throwIfAborted();
          const head = (await readFile(path, 'utf8').catch(unlessGone))?.split('\r\n\r\n')[0];
          const to = /^To: (.+)$/m.exec(head ?? '')?.[1];
          if (to?.trim().toLowerCase() === address.toLowerCase()) await rm(path, { force: true });
        }
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw asOutage(error);
      }
    },
    async health() {
      try {
        await mkdir(root, { recursive: true, mode: 0o700 });
        await access(root, constants.W_OK);
        return { ok: true, detail: `${(await letters()).length} letters in a folder` };
      } catch (error) {
        return { ok: false, detail: asOutage(error).message };
      }
    },
  };
}

function unlessMissing(error: unknown): string[] {
  if (codeOf(error) === 'ENOENT') return [];
  throw error;
}

function unlessGone(error: unknown): undefined {
  if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return undefined;
  throw error;
}

function asOutage(error: unknown): Error {
  const code = codeOf(error);
  if (code === undefined) return error instanceof Error ? error : new Error(String(error));
  const trouble = diskTrouble(code);
  const what = trouble ? `${trouble.what}. ${trouble.mend}` : `the disk failed (${code})`;
  const where = { port: 'mail', provider: 'mail-folder', retryable: trouble?.passing ?? true };
  return new Outage(where, `mail: ${what}`, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code !== 'ABORT_ERR' ? code : undefined;
}
