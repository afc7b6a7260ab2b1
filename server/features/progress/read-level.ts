import { sql } from 'kysely';
import type { LevelEstimate } from '../../../wire/api/progress.ts';
import type { Course } from './course.ts';
import { estimateLevel, type LevelTries, type Placement } from './level.ts';
import type { ProgressDb } from './tables.ts';

export async function readLevel(
  db: ProgressDb,
  personId: string,
  language: string,
  course: Course,
): Promise<LevelEstimate> {
  const { from, to, evidence } = estimateLevel(
    await placementOf(db, personId, language),
    await triesByLevel(db, personId, language, course),
  );
  return {
    advisory: true,
    language,
    from,
    to,
    evidence: evidence.map((one) => ({ ...one, at: one.at.toISOString() })),
  };
}

export async function readPlacements(db: ProgressDb, personId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('progress_facts')
    .select(['language', 'item'])
    .where('person_id', '=', personId)
    .where('kind', '=', 'placed')
    .orderBy('at')
    .orderBy('id')
    .execute();
  return new Map(rows.map(({ language, item }) => [language, item.split('/')[0] ?? '']));
}

async function placementOf(db: ProgressDb, personId: string, language: string): Promise<Placement | undefined> {
  const row = await db
    .selectFrom('progress_facts')
    .select(['item', 'right_count', 'total_count', 'at'])
    .where('person_id', '=', personId)
    .where('kind', '=', 'placed')
    .where('language', '=', language)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const [from = '', to = ''] = row.item.split('/');
  return { from, to, right: row.right_count, total: row.total_count, at: row.at };
}

async function triesByLevel(db: ProgressDb, personId: string, language: string, course: Course): Promise<LevelTries[]> {
  const rows = await db
    .selectFrom('progress_phrases')
    .select(['lesson', sql<number>`sum(asked)::int`.as('asked'), sql<number>`sum(missed)::int`.as('missed')])
    .select(({ fn }) => fn.max('last_at').as('at'))
    .where('person_id', '=', personId)
    .where('language', '=', language)
    .groupBy('lesson')
    .execute();
  const byLevel = new Map<string, LevelTries>();
  for (const { lesson, asked, missed, at } of rows) {
    const level = (await course.lesson(personId, lesson))?.level;
    if (level === undefined || asked === 0) continue;
    const before = byLevel.get(level) ?? { level, right: 0, total: 0, at };
    byLevel.set(level, {
      level,
      right: before.right + asked - missed,
      total: before.total + asked,
      at: at > before.at ? at : before.at,
    });
  }
  return [...byLevel.values()];
}
