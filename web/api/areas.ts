/** Areas of the wire that the page may call: one line each here and below. Types only, so no schema is sent to the browser. */
import type * as accounts from '../../wire/api/accounts.ts';
import type * as conversations from '../../wire/api/conversations.ts';
import type * as learners from '../../wire/api/learners.ts';
import type * as lessonEditor from '../../wire/api/lesson-editor.ts';
import type * as lessons from '../../wire/api/lessons.ts';
import type * as people from '../../wire/api/people.ts';
import type * as practice from '../../wire/api/practice.ts';
import type * as privacy from '../../wire/api/privacy.ts';
import type * as progress from '../../wire/api/progress.ts';
import type * as recordings from '../../wire/api/recordings.ts';
import type * as review from '../../wire/api/review.ts';
import type * as reviewFiles from '../../wire/api/review-files.ts';
import type * as speech from '../../wire/api/speech.ts';

type Areas = [
  typeof accounts,
  typeof conversations,
  typeof learners,
  typeof lessonEditor,
  typeof lessons,
  typeof people,
  typeof practice,
  typeof privacy,
  typeof progress,
  typeof recordings,
  typeof review,
  typeof reviewFiles,
  typeof speech,
];

type Member<Area> = Area extends unknown ? Area[keyof Area] : never;

/** Every endpoint the page knows, as the wire has it. */
export type Known = Extract<Member<Areas[number]>, { readonly method: string; readonly url: string }>;
