import { z } from 'zod';
import { own, staff } from '../access.ts';
import { at, deleted, errorBody, idParams, listOf, page } from './shapes.ts';

/** Lessons written here: drafts, published versions, import and export, drafts from a topic; and who is to take which lesson. */

/** A lesson file as `content/lesson.schema.json` describes it; a draft may still be wrong, so it is checked by `validate` alone. */
export const lessonContent = z.record(z.string(), z.unknown());

export const lessonProblem = z.object({
  /** JSON pointer into the content, as `/dialogues/2/expected/0`. */
  path: z.string(),
  /** In the file as it is exported. */
  line: z.number().int().min(1),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
});
export type LessonProblem = z.output<typeof lessonProblem>;

export const editedLesson = z.object({
  id: z.string(),
  title: z.string(),
  language: z.string(),
  from: z.string(),
  level: z.string(),
  /** `published`: as it is now. `changed`: published, and the draft has gone on since. */
  state: z.enum(['draft', 'published', 'changed', 'archived']),
  /** Of the draft: `PUT` names the one it was made from. */
  version: z.number().int(),
  /** Number of the version that learners have; null when none. */
  published: z.number().int().nullable(),
  author: z.object({ id: z.string(), name: z.string() }).nullable(),
  errors: z.number().int(),
  updated_at: at,
});
export type EditedLesson = z.output<typeof editedLesson>;

export const editedLessonFull = editedLesson.extend({
  content: lessonContent,
  problems: z.array(lessonProblem),
  /** Opens the draft as a talk; empty while it has errors. */
  preview_scene: z.string(),
});
export type EditedLessonFull = z.output<typeof editedLessonFull>;

const access = staff.writeLessons;
const tags = ['lesson editor'];
const params = idParams;

export const listEdited = {
  method: 'GET',
  url: '/v1/editor/lessons',
  access,
  schema: {
    summary: 'Lessons written here, last changed first',
    tags,
    querystring: page.extend({ q: z.string().trim().max(200).optional(), archived: z.stringbool().default(false) }),
    response: { 200: listOf(editedLesson) },
  },
} as const;

export const createEdited = {
  method: 'POST',
  url: '/v1/editor/lessons',
  access,
  schema: {
    summary: 'Begin a lesson: empty, from content, or as a copy of one that there is',
    tags,
    body: z.strictObject({
      /** Taken as it is, or with a number after it where it is taken; made from the title when absent. */
      id: z.string().max(100).optional(),
      title: z.string().trim().min(1).max(200).optional(),
      language: z.string().max(10).optional(),
      from: z.string().max(10).optional(),
      level: z.string().max(4).optional(),
      content: lessonContent.optional(),
      /** Id of any lesson of the library, shipped or own. */
      copy_of: z.string().max(200).optional(),
    }),
    response: { 201: editedLessonFull, 400: errorBody, 404: errorBody },
  },
} as const;

export const getEdited = {
  method: 'GET',
  url: '/v1/editor/lessons/:id',
  access,
  schema: { summary: 'A draft with its problems', tags, params, response: { 200: editedLessonFull, 404: errorBody } },
} as const;

export const saveEdited = {
  method: 'PUT',
  url: '/v1/editor/lessons/:id',
  access,
  schema: {
    summary: 'Save a draft',
    description: 'Answers 409 with both when someone else has saved since `version`: `current` and `yours`.',
    tags,
    params,
    body: z.strictObject({ version: z.number().int().min(0), content: lessonContent }),
    response: {
      200: editedLessonFull,
      404: errorBody,
      409: errorBody.extend({ current: editedLessonFull, yours: lessonContent }),
    },
  },
} as const;

export const validateEdited = {
  method: 'POST',
  url: '/v1/editor/lessons/:id/validate',
  access,
  schema: {
    summary: 'What is amiss in a draft, or in the content given',
    tags,
    params,
    body: z.strictObject({ content: lessonContent.optional() }),
    response: {
      200: z.object({ valid: z.boolean(), problems: z.array(lessonProblem), alike: z.array(z.string()) }),
      404: errorBody,
    },
  },
} as const;

export const publishEdited = {
  method: 'POST',
  url: '/v1/editor/lessons/:id/publish',
  access,
  schema: {
    summary: 'Give the draft to learners; refused while it has errors',
    tags,
    params,
    body: z.strictObject({ version: z.number().int().min(0), note: z.string().trim().max(500).default('') }),
    response: { 200: editedLessonFull, 400: errorBody, 404: errorBody, 409: errorBody },
  },
} as const;

export const listEditedVersions = {
  method: 'GET',
  url: '/v1/editor/lessons/:id/versions',
  access,
  schema: {
    summary: 'What was published, newest first',
    tags,
    params,
    response: {
      200: listOf(
        z.object({
          number: z.number().int(),
          title: z.string(),
          note: z.string(),
          published_at: at,
          author: z.object({ id: z.string(), name: z.string() }).nullable(),
          content: lessonContent,
        }),
      ),
      404: errorBody,
    },
  },
} as const;

export const restoreEdited = {
  method: 'POST',
  url: '/v1/editor/lessons/:id/restore/:version',
  access,
  schema: {
    summary: 'Make an earlier version the draft again',
    tags,
    params: z.object({ id: z.string().min(1).max(200), version: z.coerce.number().int().min(1) }),
    response: { 200: editedLessonFull, 404: errorBody },
  },
} as const;

export const archiveEdited = {
  method: 'POST',
  url: '/v1/editor/lessons/:id/archive',
  access,
  schema: {
    summary: 'Take a lesson from the library, or put it back; nothing is lost',
    tags,
    params,
    body: z.strictObject({ archived: z.boolean() }),
    response: { 200: editedLessonFull, 404: errorBody },
  },
} as const;

/** Raw bytes: one lesson as JSON, or a zip of such files. */
export const importLessons = {
  method: 'POST',
  url: '/v1/editor/import',
  access,
  schema: {
    summary: 'Take lesson files in as drafts: one JSON, or a zip of them (application/zip); the old shape too',
    tags,
    response: {
      200: z.object({
        imported: z.array(editedLesson),
        refused: z.array(z.object({ file: z.string(), problems: z.array(lessonProblem) })),
      }),
      400: errorBody,
    },
  },
} as const;

export const exportLesson = {
  method: 'GET',
  url: '/v1/editor/lessons/:id/file',
  access,
  schema: { summary: 'The draft as its JSON file', tags, params },
} as const;

export const exportLessons = {
  method: 'GET',
  url: '/v1/editor/export',
  access,
  schema: {
    summary: 'Lessons as a zip of JSON files: all drafts, or those named',
    tags,
    querystring: z.object({ ids: z.string().max(10_000).optional() }),
  },
} as const;

export const draftFromTopic = {
  method: 'POST',
  url: '/v1/editor/drafts/from-topic',
  access,
  schema: {
    summary: 'A draft about a topic: from templates, or by the language model where one is configured',
    tags,
    body: z.strictObject({
      topic: z.string().trim().min(2).max(200),
      language: z.enum(['pl', 'en']),
      level: z.enum(['A0', 'A1', 'A2', 'B1', 'B2']).default('A1'),
      dialogues: z.number().int().min(2).max(10).default(5),
    }),
    response: {
      201: editedLessonFull.extend({ made_by: z.enum(['templates', 'model']) }),
      400: errorBody,
      503: errorBody,
    },
  },
} as const;

export const assignment = z.object({
  id: z.string(),
  person: z.object({ id: z.string(), name: z.string() }),
  lesson: z.object({ id: z.string(), title: z.string(), language: z.string() }),
  note: z.string(),
  due_at: at.nullable(),
  status: z.enum(['assigned', 'started', 'finished', 'late']),
  assigned_by: z.object({ id: z.string(), name: z.string() }).nullable(),
  created_at: at,
});
export type Assignment = z.output<typeof assignment>;

export const createAssignment = {
  method: 'POST',
  url: '/v1/assignments',
  access,
  schema: {
    summary: 'Give a person a lesson to do',
    tags: ['assignments'],
    body: z.strictObject({
      person: z.string().min(1).max(200),
      lesson: z.string().min(1).max(200),
      note: z.string().trim().max(500).default(''),
      due_at: z.iso.datetime({ offset: true }).nullable().default(null),
    }),
    response: { 201: assignment, 404: errorBody, 409: errorBody },
  },
} as const;

export const listAssignments = {
  method: 'GET',
  url: '/v1/assignments',
  access: own.read,
  schema: {
    summary: 'What one is to do; for a teacher also what a person is, or all whom they gave something',
    tags: ['assignments'],
    querystring: page.extend({
      /** Teachers and admins only. */
      person: z.string().max(200).optional(),
      given: z.stringbool().default(false),
    }),
    response: { 200: listOf(assignment), 403: errorBody },
  },
} as const;

export const deleteAssignment = {
  method: 'DELETE',
  url: '/v1/assignments/:id',
  access,
  schema: {
    summary: 'Take an assignment back',
    tags: ['assignments'],
    params,
    response: { 200: deleted, 404: errorBody },
  },
} as const;
