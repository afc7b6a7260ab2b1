import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSound } from './recordings.ts';

const VOICE_DATA = '/usr/share/mbrola/pl1/pl1';

/** What is missing for the Polish voice, or undefined when all is there. Its licence allows tests and forbids shipping its sound. */
export function mbrolaMissing(): string | undefined {
  try {
    execFileSync('espeak-ng', ['-v', 'mb-pl1', '--pho', '-q', 'a'], { stdio: 'ignore' });
    execFileSync('test', ['-r', VOICE_DATA]);
    return undefined;
  } catch {
    // Whichever of the three is missing, the same line mends it.
    return "Debian's mbrola-pl1: apt-get install espeak-ng mbrola mbrola-pl1 (components contrib and non-free)";
  }
}

/** Polish from the diphones of a real speaker, with eSpeak's rhythm and melody. `rate` is in words a minute, `pitch` 0 to 99. */
export function speakPolish(text: string, rate: number, pitch = 50): Int16Array {
  const folder = mkdtempSync(join(tmpdir(), 'parlando-mbrola-'));
  try {
    const notes = execFileSync(
      'espeak-ng',
      ['-v', 'mb-pl1', '-s', String(rate), '-p', String(pitch), '--pho', '-q', text],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    // The voice has no nasal e at the end of a word; without this it would say nothing there.
    writeFileSync(join(folder, 'notes.pho'), notes.replace(/^E#/gm, 'e'));
    execFileSync('mbrola', ['-e', VOICE_DATA, join(folder, 'notes.pho'), join(folder, 'said.wav')], {
      stdio: 'ignore',
    });
    return readSound(join(folder, 'said.wav'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
