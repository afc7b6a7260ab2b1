import { fileURLToPath } from 'node:url';
import { type FeatureDoor, openFeatureDoor } from '../../../app/testing/feature-door.ts';
import { realClock } from '../../../kit/clock.ts';
import { createIds } from '../../../kit/ids.ts';
import { silentLog } from '../../../kit/log.ts';
import type { Database } from '../../../ports/database/port.ts';
import { type FakeTextToSpeech, fakeTextToSpeech } from '../../../ports/text-to-speech/fake.ts';
import { type LearnersFeature, learners } from '../../learners/index.ts';
import { eventsOf, lessons } from '../../lessons/index.ts';
import { type ProgressFeature, progress } from '../../progress/index.ts';
import { type ChatDeps, chat } from '../index.ts';

export interface ChatRoom extends FeatureDoor {
  people: LearnersFeature;
  voice: FakeTextToSpeech;
}

const contentFolder = fileURLToPath(new URL('../../../../content', import.meta.url));

/** A server with people, lessons, progress and chat on a database; opened anew on the same one it is that server after a crash. */
export async function openChatRoom(database: Database, more: Partial<ChatDeps> = {}): Promise<ChatRoom> {
  const clock = realClock;
  const newId = createIds(clock);
  const course = lessons({ contentFolder, clock });
  const voice = fakeTextToSpeech(clock);
  const people = learners({
    clock,
    log: silentLog,
    database,
    projections: () => [advance.projection],
    emailOf: async () => undefined,
  });
  const advance: ProgressFeature = progress({
    clock,
    log: silentLog,
    newId,
    database,
    learners: people,
    course: { lesson: async () => undefined, next: async () => undefined },
    predictedReviews: async () => [],
  });
  const feature = chat({
    clock,
    log: silentLog,
    newId,
    database,
    learners: people,
    scenes: course.scenes,
    defaultSceneFor: (language) => course.defaultSceneFor(language),
    voice,
    voiceFor: (language) => voice.voices().find((one) => one.language === language)?.id ?? 'fake-en',
    check: async () => [],
    learn: async (tx, ended) => {
      await people.record(tx, ended.conversation.personId, eventsOf(ended));
    },
    overviewOf: (personId) => advance.overviewOf(personId),
    ...more,
  });
  const door = await openFeatureDoor([people, course, advance, feature], { database });
  return {
    ...door,
    people,
    voice,
    async [Symbol.asyncDispose]() {
      await door[Symbol.asyncDispose]();
      await feature[Symbol.asyncDispose]();
    },
  };
}
