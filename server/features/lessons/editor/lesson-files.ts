import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { LessonProblem } from '../../../../wire/api/lesson-editor.ts';
import { Refusal } from '../../../../wire/refusals.ts';
import type { LessonContent } from './lesson-text.ts';

/** Of everything in a zip, unpacked: a small file may hold a very large one. */
const MOST_BYTES = 20_000_000;
const MOST_FILES = 200;
const DEEPEST = 64;

export interface GivenFile {
  name: string;
  content: LessonContent | undefined;
  /** Why it could not be read at all. */
  problem: LessonProblem | undefined;
}

/** One JSON, or a zip with JSON files at any depth; other files in it are passed over. */
export function readGiven(bytes: Uint8Array): GivenFile[] {
  // "PK", as every zip begins.
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return [readOne('lesson.json', strFromU8(bytes))];
  const files = unzip(bytes);
  if (files.length === 0) throw new Refusal('bad-request', 'There is no JSON file in this zip.');
  return files.map(([name, text]) => readOne(name, strFromU8(text)));
}

function unzip(bytes: Uint8Array): [string, Uint8Array][] {
  let total = 0;
  let count = 0;
  try {
    const found = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (!name.endsWith('.json') || name.startsWith('__MACOSX/')) return false;
        total += originalSize;
        count++;
        if (total > MOST_BYTES || count > MOST_FILES) throw new Refusal('too-large', 'There is too much in this zip.');
        return true;
      },
    });
    return Object.entries(found);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('bad-request', 'This zip cannot be read.');
  }
}

function readOne(name: string, text: string): GivenFile {
  const broken = (line: number, message: string): GivenFile => ({
    name,
    content: undefined,
    problem: { path: '', line, severity: 'error', message },
  });
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return broken(1, 'is no JSON object');
    if (!isShallow(value)) return broken(1, 'is nested too deeply for a lesson');
    return { name, content: value as LessonContent, problem: undefined };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
    return broken(text.slice(0, position).split('\n').length, message);
  }
}

/** What reads a lesson goes down as far as it is nested, and a stack has an end. */
function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return false;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return true;
}

export function zipOf(files: readonly { name: string; text: string }[]): Uint8Array {
  return zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])));
}
