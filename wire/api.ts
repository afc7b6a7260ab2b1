import type { Access } from './access.ts';
import * as accounts from './api/accounts.ts';
import * as analytics from './api/analytics.ts';
import * as chat from './api/chat.ts';
import * as conversations from './api/conversations.ts';
import * as learners from './api/learners.ts';
import * as legacy from './api/legacy.ts';
import * as lessonEditor from './api/lesson-editor.ts';
import * as lessons from './api/lessons.ts';
import * as operations from './api/operations.ts';
import * as people from './api/people.ts';
import * as practice from './api/practice.ts';
import * as privacy from './api/privacy.ts';
import * as progress from './api/progress.ts';
import * as recordings from './api/recordings.ts';
import * as review from './api/review.ts';
import * as reviewFiles from './api/review-files.ts';
import * as speech from './api/speech.ts';

/** REST doors as data, one file an area: the server mounts them, OpenAPI is made of them, and clients are typed by them. */

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly access: Access;
  readonly schema?: object;
}

/** Every door there is. A test asks each as every role; a route of the server that is not here fails it. */
export const endpoints: readonly Endpoint[] = [
  accounts,
  analytics,
  chat,
  conversations,
  learners,
  legacy,
  lessonEditor,
  lessons,
  operations,
  people,
  practice,
  privacy,
  progress,
  recordings,
  review,
  reviewFiles,
  speech,
].flatMap((area) => Object.values(area).filter(isEndpoint));

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'url' in value && 'access' in value;
}
