import type { LessonStanding, OpenAssignment } from '../library/standing.ts';
import type { Assignment } from './store.ts';

/** As the standing of its lesson has it: what was finished before it was given is to be done again. */
export function assignmentStatus(
  { createdAt, dueAt }: Assignment,
  standing: LessonStanding | undefined,
  now: Date,
): 'assigned' | 'started' | 'finished' | 'late' {
  const since = standing !== undefined && standing.lastAt >= createdAt;
  if (since && standing.status === 'finished') return 'finished';
  if (dueAt !== null && dueAt < now) return 'late';
  return since ? 'started' : 'assigned';
}

/** What is still to do, by lesson: the most pressing where a lesson was given twice. */
export function openAssignments(
  all: readonly Assignment[],
  standings: ReadonlyMap<string, LessonStanding>,
  now: Date,
): ReadonlyMap<string, OpenAssignment> {
  const open = new Map<string, OpenAssignment>();
  const pressing = ({ dueAt }: { dueAt: Date | null }): number => dueAt?.getTime() ?? Number.POSITIVE_INFINITY;
  for (const one of all) {
    if (assignmentStatus(one, standings.get(one.lessonId), now) === 'finished') continue;
    const before = open.get(one.lessonId);
    if (before && pressing(before) <= pressing(one)) continue;
    open.set(one.lessonId, { id: one.id, lessonId: one.lessonId, dueAt: one.dueAt, note: one.note });
  }
  return open;
}
