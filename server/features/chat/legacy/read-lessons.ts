import type { FastifyRequest } from 'fastify';
import type { LessonDetail, LessonLine, LessonSummary } from '../../../../wire/api/lessons.ts';
import { Refusal } from '../../../../wire/refusals.ts';
import { forwarded } from '../forwarded.ts';

const MOST_PAGES = 20;

export async function lessonOf(request: FastifyRequest, id: string): Promise<LessonDetail> {
  return (await forwarded(request, { method: 'GET', url: `/v1/lessons/${encodeURIComponent(id)}` })) as LessonDetail;
}

/** Where the tutor's lines are heard, by dialogue. */
export async function soundsOf(request: FastifyRequest, id: string): Promise<ReadonlyMap<string, LessonLine>> {
  const url = `/v1/lessons/${encodeURIComponent(id)}/audio`;
  const { lines } = (await forwarded(request, { method: 'GET', url })) as { lines: LessonLine[] };
  return new Map(lines.map((line) => [line.of, line]));
}

export async function dialogueOf(
  request: FastifyRequest,
  lessonId: string,
  id: string,
): Promise<{ lesson: LessonDetail; dialogue: LessonDetail['dialogues'][number] }> {
  const lesson = await lessonOf(request, lessonId);
  const dialogue = lesson.dialogues.find((one) => one.id === id);
  if (!dialogue) throw new Refusal('not-found', 'There is no such dialogue in this lesson.', 'dialogue_id');
  return { lesson, dialogue };
}

export async function allLessons(request: FastifyRequest): Promise<LessonSummary[]> {
  const all: LessonSummary[] = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const after = all.at(-1)?.id;
    const query = after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
    const url = `/v1/lessons?sort=level&limit=100${query}`;
    const { data, has_more } = (await forwarded(request, { method: 'GET', url })) as {
      data: LessonSummary[];
      has_more: boolean;
    };
    all.push(...data);
    if (!has_more) break;
  }
  return all;
}
