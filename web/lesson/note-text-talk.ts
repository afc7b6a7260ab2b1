import type { LessonDetail } from '../../wire/api/lessons.ts';
import { newEventId, queueEvent } from '../offline/event-queue.ts';
import type { Judged, TextTalk } from './text-talk.ts';

/** What happened in a talk on this device, for the learning log. */

const now = (): { id: string; at: string } => ({ id: newEventId(), at: new Date().toISOString() });

export function noteStart({ id: lesson }: LessonDetail): void {
  queueEvent({ ...now(), kind: 'lesson-started', data: { lesson, conversation: null } });
}

export function noteAnswer({ id: lesson, language }: LessonDetail, judged: Judged): void {
  const data = { ...judged, lesson, language, conversation: null, how: 'typed' as const, words: [] };
  queueEvent({ ...now(), kind: 'answer', data });
}

export function noteEnd({ id: lesson }: LessonDetail, counts: TextTalk['counts'], ms: number): void {
  const exchanges = counts.first_try + counts.with_help + counts.shown + counts.skipped;
  const data = { lesson, conversation: null, exchanges, ...counts, minutes: ms / 60_000 };
  queueEvent({ ...now(), kind: 'lesson-finished', data });
}
