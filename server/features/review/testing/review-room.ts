import { fileURLToPath } from 'node:url';
import { type FeatureDoor, openFeatureDoor, type Who } from '../../../app/testing/feature-door.ts';
import { createIds } from '../../../kit/ids.ts';
import { silentLog } from '../../../kit/log.ts';
import { VirtualClock } from '../../../kit/virtual-clock.ts';
import { openFakeDatabase } from '../../../ports/database/fake.ts';
import type { Database } from '../../../ports/database/port.ts';
import { type AnyTransaction, type LearnersFeature, type LearningEvent, learners } from '../../learners/index.ts';
import type { Commands, Taught } from '../../lessons/index.ts';
import { loadContent } from '../../lessons/load-content.ts';
import { type ReviewDeps, type ReviewFeature, review } from '../index.ts';

/** Virtual time that a test can also put to a date. */
export class DatedClock extends VirtualClock {
  #offset = 0;

  override wall(): number {
    return super.wall() + this.#offset;
  }

  goTo(at: string | Date): void {
    this.#offset += new Date(at).getTime() - this.wall();
  }
}

export interface ReviewRoom extends AsyncDisposable {
  clock: DatedClock;
  database: Database;
  door: FeatureDoor;
  people: LearnersFeature;
  feature: ReviewFeature;
  ask: FeatureDoor['ask'];
  /** Another learner, with an empty memory. */
  newcomer(): Promise<Who & { personId: string }>;
  /** Writes to the learning log as the server itself does. */
  record(personId: string, events: readonly LearningEvent[]): Promise<void>;
  /** Adds a word; answers its cards by kind. */
  addWord(as: Who, text: string, translation: string, kinds?: string[]): Promise<Record<string, { id: string }>>;
}

export function createCounter(): () => number {
  let n = 0;
  return () => {
    n += 1;
    return n;
  };
}

/** The commands as they ship. */
export function testCommands(): Commands {
  const { commands } = loadContent(fileURLToPath(new URL('../../../../content', import.meta.url)));
  if (!commands) throw new Error('the commands cannot be read');
  return commands;
}

export const cafe: Taught = {
  language: 'pl',
  from: 'en',
  title: 'W kawiarni',
  phrases: [
    { text: 'Poproszę kawę.', translation: 'A coffee, please.' },
    { text: 'Dziękuję bardzo.', translation: 'Thank you very much.' },
  ],
  words: [
    { text: 'kawa', translation: 'coffee', note: '' },
    { text: 'herbata', translation: 'tea', note: 'feminine' },
  ],
};

export async function openReviewRoom(more: Partial<ReviewDeps> = {}): Promise<ReviewRoom> {
  const clock = new DatedClock();
  const database = await openFakeDatabase();
  const newId = createIds(clock);
  const features: { review?: ReviewFeature } = {};
  const people = learners({
    clock,
    log: silentLog,
    database,
    projections: () => (features.review ? [features.review.projection] : []),
    emailOf: async () => undefined,
  });
  const feature = review({
    clock,
    database,
    newId,
    learners: people,
    commands: testCommands(),
    nextLesson: async () => ({ id: 'cafe-pl', title: cafe.title, level: 'A1', phrases: cafe.phrases }),
    taught: (lesson) => (lesson === 'cafe-pl' ? cafe : undefined),
    ...more,
  });
  features.review = feature;
  const door = await openFeatureDoor([people, feature], { database });
  const next = createCounter();
  return {
    clock,
    database,
    door,
    people,
    feature,
    ask: door.ask,
    async newcomer() {
      const personId = `person_${next()}`;
      await database.transaction((tx) =>
        people.addPerson(tx, { id: personId, name: '', role: 'learner', createdAt: new Date(clock.wall()) }),
      );
      return { personId };
    },
    async record(personId, events) {
      await database.transaction(async (tx: AnyTransaction) => {
        await people.record(tx, personId, events);
      });
    },
    async addWord(as, text, translation, kinds) {
      const { status, body } = await door.ask('/v1/review/items', {
        as,
        body: { text, language: 'pl', translation, translation_language: 'en', ...(kinds ? { kinds } : {}) },
      });
      if (status !== 200) throw new Error(`cannot add: ${JSON.stringify(body)}`);
      return Object.fromEntries(body.cards.map((card: { kind: string; id: string }) => [card.kind, card]));
    },
    async [Symbol.asyncDispose]() {
      await door[Symbol.asyncDispose]();
      await feature[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
