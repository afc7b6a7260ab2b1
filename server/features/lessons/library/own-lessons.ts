import type { Log } from '../../../kit/log.ts';
import { readDraft } from '../editor/lesson-text.ts';
import type { EditorStore } from '../editor/store.ts';
import type { Catalog } from './catalog.ts';

/** Keeps the catalog in step with what is published, here and on other replicas. */
export function ownLessons({ store, catalog, log }: { store: EditorStore; catalog: Catalog; log: Log }) {
  const refresh = async (): Promise<void> => {
    const published = await store.published();
    const read = published.flatMap(({ id, content }) => {
      const { lesson, file } = readDraft(id, content);
      // It was right when it was published, by the rules of then.
      if (!lesson || !file) log.warn('a published lesson is not usable any more', { lesson: id });
      return lesson && file ? [{ lesson, file }] : [];
    });
    for (const id of catalog.setOwn(read)) log.warn('a shipped lesson has the id of an own one', { lesson: id });
  };
  return {
    refresh,
    /** Returns once what is published is there; goes on following until `signal` aborts. */
    async follow(signal: AbortSignal): Promise<void> {
      await refresh();
      const following = async (): Promise<void> => {
        for await (const _ of store.changes(signal)) await refresh();
      };
      following().catch((error: unknown) => {
        if (!signal.aborted) log.error('published lessons are not followed any more', { error });
      });
    },
  };
}
