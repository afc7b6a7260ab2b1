import type { EditedLesson, EditedLessonFull } from '../../../../wire/api/lesson-editor.ts';
import { Refusal } from '../../../../wire/refusals.ts';
import type { Clock } from '../../../kit/clock.ts';
import type { AnyTransaction } from '../../learners/index.ts';
import { alikeLines } from '../content-report.ts';
import type { Catalog } from '../library/catalog.ts';
import { freeId, idFromTitle } from './lesson-ids.ts';
import { contentOf, type LessonContent, problemView, readDraft, textIn, textOf } from './lesson-text.ts';
import { newLesson } from './new-lesson.ts';
import type { EditorStore, OwnLesson } from './store.ts';

export interface EditorDeps {
  clock: Clock;
  store: EditorStore;
  catalog: Catalog;
  nameOf(personId: string): Promise<string | undefined>;
  /** Takes up what is published now. */
  refresh(): Promise<void>;
}

/** The scene in which a draft is tried out. */
export const previewScene = (id: string): string => `draft:${id}`;

/** A lesson and its number of versions are checked while nobody else writes them. */
export class Conflict extends Refusal {
  readonly current: EditedLessonFull;
  constructor(current: EditedLessonFull) {
    super('conflict', 'Someone else has saved this lesson since. Take theirs, or save yours over it.');
    this.current = current;
  }
}

/** What teachers do to lessons; each verb authorised by its door, and whole or not at all. */
export function lessonEditor({ clock, store, catalog, nameOf, refresh }: EditorDeps) {
  const now = (): Date => new Date(clock.wall());
  const author = async (id: string | null) => (id === null ? null : { id, name: (await nameOf(id)) ?? '' });

  const viewOf = async (own: OwnLesson): Promise<EditedLesson> => {
    const content = contentOf(own.content);
    const changed = own.published !== null && own.content !== own.publishedContent;
    return {
      id: own.id,
      title: textIn(content, 'title'),
      language: textIn(content, 'language') || 'pl',
      from: textIn(content, 'from') || 'en',
      level: textIn(content, 'level'),
      state: own.archived ? 'archived' : own.published === null ? 'draft' : changed ? 'changed' : 'published',
      version: own.version,
      published: own.published,
      author: await author(own.authorId),
      errors: readDraft(own.id, own.content).problems.filter(({ severity }) => severity === 'error').length,
      updated_at: own.updatedAt.toISOString(),
    };
  };

  const fullView = async (own: OwnLesson, personId: string): Promise<EditedLessonFull> => {
    const { lesson, problems } = readDraft(own.id, own.content);
    return {
      ...(await viewOf(own)),
      content: contentOf(own.content),
      problems: problems.map(problemView),
      // A draft is tried out by who saved it last.
      preview_scene: lesson && own.editorId === personId ? previewScene(own.id) : '',
    };
  };

  const found = async (id: string): Promise<OwnLesson> => {
    const own = await store.find(id);
    if (!own) throw noSuchLesson();
    return own;
  };
  const locked = async (tx: AnyTransaction, id: string): Promise<OwnLesson> => {
    const own = await store.lock(tx, id);
    if (!own) throw noSuchLesson();
    return own;
  };

  const create = async (
    personId: string,
    wanted: {
      id?: string | undefined;
      title?: string | undefined;
      language?: string | undefined;
      from?: string | undefined;
      level?: string | undefined;
      content?: LessonContent | undefined;
      copy_of?: string | undefined;
    },
  ): Promise<EditedLessonFull> => {
    const language = wanted.language ?? 'pl';
    const base = wanted.copy_of === undefined ? wanted.content : await copied(wanted.copy_of);
    const title = wanted.title ?? (base ? textIn(base, 'title') : undefined);
    const asked = wanted.id ?? (wanted.copy_of ? `${wanted.copy_of}-copy` : base ? textIn(base, 'id') : '');
    const wish = asked || idFromTitle(title ?? 'lesson', textIn(base ?? {}, 'language') || language);
    const id = await store.transaction(async (tx) => {
      const free = await freeId(wish, async (one) => catalog.find(one) !== undefined || (await store.has(tx, one)));
      const fresh = { id: free, title, language, from: wanted.from ?? 'en', level: wanted.level ?? 'A1' };
      const content = base ? { ...base, id: free, ...(title ? { title } : {}) } : newLesson(fresh);
      await store.add(tx, { id: free, authorId: personId, content: textOf(content), at: now() });
      return free;
    });
    return fullView(await found(id), personId);
  };

  /** An own lesson's draft, or a shipped lesson's file. */
  const copied = async (id: string): Promise<LessonContent> => {
    const own = await store.find(id);
    if (own) return contentOf(own.content);
    const shipped = catalog.find(id);
    if (!shipped) throw noSuchLesson();
    return JSON.parse(JSON.stringify(shipped.file)) as LessonContent;
  };

  return {
    create,
    viewOf,
    list: (archived: boolean) => store.list({ archived }),
    get: async (personId: string, id: string) => fullView(await found(id), personId),

    async save(personId: string, id: string, version: number, content: LessonContent): Promise<EditedLessonFull> {
      const conflict = await store.transaction(async (tx) => {
        const own = await locked(tx, id);
        if (own.version !== version) return own;
        // A lesson keeps its id: learners' progress and conversations hang on it.
        const text = textOf({ ...content, id });
        await store.saveDraft(tx, { id, editorId: personId, version: version + 1, content: text, at: now() });
        return undefined;
      });
      if (conflict) throw new Conflict(await fullView(conflict, personId));
      return fullView(await found(id), personId);
    },

    async validate(id: string, content: LessonContent | undefined) {
      const own = await found(id);
      const { lesson, problems } = readDraft(id, content ? textOf({ ...content, id }) : own.content);
      return {
        valid: lesson !== undefined,
        problems: problems.map(problemView),
        alike: lesson ? alikeLines(lesson) : [],
      };
    },

    async publish(personId: string, id: string, version: number, note: string): Promise<EditedLessonFull> {
      const conflict = await store.transaction(async (tx) => {
        const own = await locked(tx, id);
        if (own.version !== version) return own;
        const { lesson, problems } = readDraft(id, own.content);
        if (!lesson) {
          const first = problems.find(({ severity }) => severity === 'error');
          throw new Refusal('invalid-value', `Line ${first?.line}: ${first?.message}`, first?.path);
        }
        // What learners have already is not published again.
        if (own.content === own.publishedContent && !own.archived) return undefined;
        if (own.archived) await store.archive(tx, id, false, now());
        await store.publish(tx, { id, authorId: personId, content: own.content, note, at: now() });
        return undefined;
      });
      if (conflict) throw new Conflict(await fullView(conflict, personId));
      await refresh();
      return fullView(await found(id), personId);
    },

    async versions(id: string) {
      await found(id);
      const all = await store.versions(id);
      return Promise.all(
        all.map(async ({ number, content, note, authorId, publishedAt }) => ({
          number,
          title: textIn(contentOf(content), 'title'),
          note,
          published_at: publishedAt.toISOString(),
          author: await author(authorId),
          content: contentOf(content),
        })),
      );
    },

    async restore(personId: string, id: string, number: number): Promise<EditedLessonFull> {
      const version = (await store.versions(id)).find((one) => one.number === number);
      if (!version) throw new Refusal('not-found', 'This lesson has no such version.');
      await store.transaction(async (tx) => {
        const own = await locked(tx, id);
        const next = { id, editorId: personId, version: own.version + 1, content: version.content, at: now() };
        await store.saveDraft(tx, next);
      });
      return fullView(await found(id), personId);
    },

    async archive(personId: string, id: string, archived: boolean): Promise<EditedLessonFull> {
      await store.transaction(async (tx) => {
        await locked(tx, id);
        await store.archive(tx, id, archived, now());
      });
      await refresh();
      return fullView(await found(id), personId);
    },
  };
}

export type LessonEditor = ReturnType<typeof lessonEditor>;

const noSuchLesson = (): Refusal => new Refusal('not-found', 'There is no such lesson here.');
