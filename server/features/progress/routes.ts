import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { getAnalytics } from '../../../wire/api/analytics.ts';
import {
  disputeCorrection,
  getCalibration,
  getLessonProgress,
  getLevel,
  getProgress,
  getProgressCalendar,
  listBadges,
  listCorrections,
  listErrors,
  listLessonProgress,
  listWords,
  undisputeCorrection,
} from '../../../wire/api/progress.ts';
import { Refusal } from '../../../wire/refusals.ts';
import { addDays, datesOf, daysBetween, localDay } from '../../kit/local-day.ts';
import { calibrate } from './calibration.ts';
import { disputes } from './dispute.ts';
import type { ProgressDeps } from './index.ts';
import { daysNow, overviewOf } from './now.ts';
import { readAnalytics, wholeWeeks } from './read-analytics.ts';
import { badgeView, readBadges } from './read-badges.ts';
import { readCorrections, readErrors } from './read-errors.ts';
import { readLesson, readLessons } from './read-lessons.ts';
import { readLevel } from './read-level.ts';
import { readWords } from './read-words.ts';
import { dbOf } from './tables.ts';

const LONGEST_CALENDAR = 400;
const YEAR = 364;
const MONTH = 29;
const FIRST_DAY = '1990-01-01';
const LAST_DAY = '9998-12-31';

export function progressRoutes(bare: FastifyInstance, deps: ProgressDeps): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();
  const { database, learners, course, clock } = deps;
  const db = dbOf(database);
  const now = (): Date => new Date(clock.wall());
  const { dispute } = disputes(deps);

  server.route({
    ...getProgress,
    config: { access: getProgress.access },
    handler: ({ actor }) => overviewOf(deps, actor.personId),
  });

  server.route({
    ...getProgressCalendar,
    config: { access: getProgressCalendar.access },
    async handler({ actor, query }) {
      const days = await daysNow(deps, actor.personId);
      const { from, to } = span(query, days.today, YEAR);
      return { object: 'list' as const, data: datesOf(from, to).map(days.view), has_more: false as const };
    },
  });

  server.route({
    ...listErrors,
    config: { access: listErrors.access },
    handler: async ({ actor, query }) => pageOf(await readErrors(db, actor.personId, query), query.limit),
  });

  server.route({
    ...listWords,
    config: { access: listWords.access },
    async handler({ actor, query }) {
      const inMemory = (await deps.knownWords?.(actor.personId)) ?? [];
      return pageOf(await readWords(db, actor.personId, inMemory, query), query.limit);
    },
  });

  server.route({
    ...listBadges,
    config: { access: listBadges.access },
    async handler({ actor }) {
      const badges = await readBadges(db, actor.personId, await daysNow(deps, actor.personId));
      return { object: 'list' as const, data: badges.map(badgeView), has_more: false as const };
    },
  });

  server.route({
    ...getCalibration,
    config: { access: getCalibration.access },
    handler: async ({ actor }) => calibrate(await deps.predictedReviews(actor.personId)),
  });

  server.route({
    ...getLevel,
    config: { access: getLevel.access },
    async handler({ actor, query }) {
      const language = query.language ?? (await learners.settingsOf(actor.personId)).learning;
      return readLevel(db, actor.personId, language, course);
    },
  });

  server.route({
    ...listLessonProgress,
    config: { access: listLessonProgress.access },
    async handler({ actor }) {
      const { data, more } = await readLessons(db, actor.personId);
      return { object: 'list' as const, data, has_more: more };
    },
  });

  server.route({
    ...getLessonProgress,
    config: { access: getLessonProgress.access },
    handler: ({ actor, params }) => readLesson(db, actor.personId, params.id, course),
  });

  server.route({
    ...listCorrections,
    config: { access: listCorrections.access },
    handler: async ({ actor, query }) => pageOf(await readCorrections(db, actor.personId, query), query.limit),
  });

  server.route({
    ...disputeCorrection,
    config: { access: disputeCorrection.access },
    handler: ({ actor, params }) => dispute(actor.personId, params.id, true),
  });

  server.route({
    ...undisputeCorrection,
    config: { access: undisputeCorrection.access },
    handler: ({ actor, params }) => dispute(actor.personId, params.id, false),
  });

  server.route({
    ...getAnalytics,
    config: { access: getAnalytics.access },
    async handler({ query }) {
      // A week has ended when it has ended everywhere.
      const today = localDay(now(), 'Etc/GMT+12');
      const { from, to } = span(query, today, MONTH);
      return readAnalytics(db, wholeWeeks(from, to, today));
    },
  });
}

/** The days asked for; those that end on `last` when none are. */
function span(
  query: { from?: string | undefined; to?: string | undefined },
  last: string,
  length: number,
): { from: string; to: string } {
  const to = query.to ?? last;
  const from = query.from ?? addDays(to, -length);
  if (from < FIRST_DAY || to > LAST_DAY) {
    throw new Refusal(
      'invalid-value',
      `Days lie between ${FIRST_DAY} and ${LAST_DAY}.`,
      from < FIRST_DAY ? 'from' : 'to',
    );
  }
  if (from > to) throw new Refusal('invalid-value', 'The first day is after the last.', 'from');
  if (daysBetween(from, to) >= LONGEST_CALENDAR) {
    throw new Refusal('invalid-value', `At most ${LONGEST_CALENDAR} days can be asked for at once.`, 'from');
  }
  return { from, to };
}

/** `found` has one more than the page when there are more. */
function pageOf<T>(found: readonly T[], limit: number) {
  return { object: 'list' as const, data: found.slice(0, limit), has_more: found.length > limit };
}
