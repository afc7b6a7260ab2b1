import { serveJobs } from '../../../kit/worker-jobs.ts';
import type { AnkiNote, PackageJob, PackagePart } from './anki-notes.ts';
import { PackageError, readPackage } from './read-package.ts';
import { writePackage } from './write-package.ts';

const CHUNK = 500;

serveJobs<PackageJob, PackagePart>((job, { emit, stopped }) => {
  if (job.kind === 'write') {
    emit({ kind: 'package', bytes: writePackage(job.notes, job.nowMs) });
    return;
  }
  let notes: AnkiNote[] = [];
  const skipped: Record<string, number> = {};
  try {
    for (const note of readPackage(job.bytes, skipped)) {
      if (stopped()) return;
      notes.push(note);
      if (notes.length < CHUNK) continue;
      emit({ kind: 'notes', notes, skipped: {} });
      notes = [];
    }
  } catch (error) {
    if (!(error instanceof PackageError)) throw error;
    emit({ kind: 'refused', code: error.code, message: error.message });
    return;
  }
  emit({ kind: 'notes', notes, skipped });
});
