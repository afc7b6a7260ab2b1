import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  apiBackupExport,
  apiErrorReport,
  apiSettingsGet,
  apiSettingsUpdate,
  apiUserStats,
} from '../../../../wire/api/legacy.ts';
import { Refusal } from '../../../../wire/refusals.ts';
import { profilePresets, settingsChange } from '../../../../wire/settings.ts';
import type { ChatDeps } from '../chat-deps.ts';
import { forwarded } from '../forwarded.ts';
import { ownOnly, personOf } from '../old-user.ts';
import { csvOf } from './csv.ts';
import { succeeded } from './old-envelope.ts';

const MOST_PAGES = 100;
const TREND = 10;

export function personPaths(bare: FastifyInstance, { learners, overviewOf, log }: ChatDeps): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  server.route({
    ...apiSettingsGet,
    config: { access: apiSettingsGet.access },
    async handler({ actor, query }) {
      const id = personOf(actor, query.user_id, 'people:read');
      if (!(await learners.person(id))) throw new Refusal('not-found', 'There is no such person.', 'user_id');
      return succeeded(await learners.settingsOf(id));
    },
  });

  server.route({
    ...apiSettingsUpdate,
    config: { access: apiSettingsUpdate.access },
    async handler({ actor, body }) {
      const { user_id, key, value, settings: named, ...flat } = body;
      const parsed = settingsChange.safeParse({ ...flat, ...named, ...(key === undefined ? {} : { [key]: value }) });
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw new Refusal('invalid-value', issue?.message ?? 'The settings are not valid.', issue?.path.join('.'));
      }
      const profile = parsed.data.profile_template;
      const change = { ...(profile ? profilePresets[profile] : {}), ...parsed.data };
      return succeeded(await learners.changeSettings(ownOnly(actor, user_id), change), 'Settings were changed.');
    },
  });

  server.route({
    ...apiUserStats,
    config: { access: apiUserStats.access },
    async handler({ actor, query }) {
      const id = personOf(actor, query.user_id, 'people:read');
      if (!(await learners.person(id))) throw new Refusal('not-found', 'There is no such person.', 'user_id');
      const { accuracy, lessons, minutes, xp, streak } = await overviewOf(id);
      const total = accuracy.days.reduce((sum, day) => sum + day.total, 0);
      const right = accuracy.days.reduce((sum, day) => sum + day.right, 0);
      const begun = lessons.completed + lessons.in_progress;
      return succeeded({
        total_attempts: total,
        progress_percent: begun === 0 ? 0 : Math.round((lessons.completed / begun) * 100),
        study_time_minutes: minutes,
        average_accuracy: total === 0 ? 0 : right / total,
        accuracy_trend: accuracy.days.slice(-TREND).map((day) => day.right / day.total),
        xp,
        streak: streak.days,
      });
    },
  });

  server.route({
    ...apiBackupExport,
    config: { access: apiBackupExport.access },
    async handler(request, reply) {
      const { user_id, format } = request.query;
      const id = ownOnly(request.actor, user_id);
      const cards = await pagesOf(request, '/v1/review/cards?limit=100');
      const attempts = await pagesOf(request, '/v1/learning/events?kind=answer&limit=500');
      const lessons = await pagesOf(request, '/v1/progress/lessons');
      const data = {
        srs_memories: cards.rows,
        settings: await learners.settingsOf(id),
        attempts: attempts.rows,
        lesson_progress: lessons.rows,
      };
      if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(csvOf(data.attempts));
      const counts = {
        srs_memories: data.srs_memories.length,
        attempts: data.attempts.length,
        lesson_progress: data.lesson_progress.length,
      };
      // Who has more than fits here is told so: the export of today has all of it.
      const complete = cards.complete && attempts.complete && lessons.complete;
      return succeeded(data, complete ? 'OK' : 'This is not all of it: GET /v1/me/export is.', { counts, complete });
    },
  });

  server.route({
    ...apiErrorReport,
    config: { access: apiErrorReport.access },
    async handler({ actor, body }) {
      ownOnly(actor, body.user_id);
      // Its words may be the learner's own; only what kind of error it is belongs in a log.
      log.warn('a page reported an error', { kind: body.error_type.replace(/[^\w-]/g, '').slice(0, 40) });
      return succeeded({ reported: true });
    },
  });
}

interface Row {
  id?: string;
}

/** All pages of a list of one's own, as far as they are asked for. */
async function pagesOf(request: FastifyRequest, url: string): Promise<{ rows: Row[]; complete: boolean }> {
  const all: Row[] = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const after = all.at(-1)?.id;
    const next = after === undefined ? url : `${url}&after=${encodeURIComponent(after)}`;
    const { data, has_more } = (await forwarded(request, { method: 'GET', url: next })) as {
      data: Row[];
      has_more: boolean;
    };
    all.push(...data);
    if (!has_more) return { rows: all, complete: true };
    if (data.at(-1)?.id === undefined) break;
  }
  return { rows: all, complete: false };
}
