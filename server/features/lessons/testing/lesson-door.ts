import { resolve } from 'node:path';
import { type FeatureDoor, openFeatureDoor } from '../../../app/testing/feature-door.ts';
import { realClock } from '../../../kit/clock.ts';
import { createIds } from '../../../kit/ids.ts';
import { silentLog } from '../../../kit/log.ts';
import { VirtualClock } from '../../../kit/virtual-clock.ts';
import type { Database } from '../../../ports/database/port.ts';
import type { LanguageModel } from '../../../ports/language-model/port.ts';
import { fakeTextToSpeech } from '../../../ports/text-to-speech/fake.ts';
import { type LearnersFeature, learners } from '../../learners/index.ts';
import { type LessonsFeature, lessons } from '../index.ts';
import type { LessonStanding } from '../library/standing.ts';

export const shippedContent = resolve('content');

export interface LessonDoor extends FeatureDoor {
  readonly course: LessonsFeature;
  readonly people: LearnersFeature;
  readonly clock: VirtualClock;
  /** What the library is told of people; by person, then lesson. */
  readonly standings: Map<string, Map<string, LessonStanding>>;
  readonly due: Map<string, Map<string, number>>;
  readonly placed: Map<string, Map<string, string>>;
  addPerson(id: string, role?: 'learner' | 'teacher'): Promise<void>;
}

/** Learners and lessons behind one HTTP server. */
export async function openLessonDoor(
  database: Database,
  options: { contentFolder?: string; model?: LanguageModel } = {},
): Promise<LessonDoor> {
  const clock = new VirtualClock();
  const standings = new Map<string, Map<string, LessonStanding>>();
  const due = new Map<string, Map<string, number>>();
  const placed = new Map<string, Map<string, string>>();
  const people = learners({
    clock,
    log: silentLog,
    database,
    projections: () => [],
    emailOf: async () => undefined,
  });
  const course = lessons({
    contentFolder: options.contentFolder ?? shippedContent,
    clock,
    doors: {
      log: silentLog,
      newId: createIds(clock),
      database,
      learners: people,
      voice: fakeTextToSpeech(realClock, { script: { firstMs: 0, everyMs: 0 } }),
      model: options.model,
      statusOf: async (person) => standings.get(person) ?? new Map(),
      dueOf: async (person) => due.get(person) ?? new Map(),
      placedOf: async (person) => placed.get(person) ?? new Map(),
    },
  });
  const door = await openFeatureDoor([people, course], { database });
  return {
    ...door,
    course,
    people,
    clock,
    standings,
    due,
    placed,
    async addPerson(id, role = 'learner') {
      await database.transaction((tx) =>
        people.addPerson(tx, { id, name: id, role, createdAt: new Date(clock.wall()) }),
      );
    },
    [Symbol.asyncDispose]: () => door[Symbol.asyncDispose](),
  };
}
