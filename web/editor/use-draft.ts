import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { EditedLessonFull, LessonProblem } from '../../wire/api/lesson-editor.ts';
import { Refusal } from '../../wire/refusals.ts';
import { call, Unreachable } from '../api/call.ts';
import { forget, remember, remembered } from '../remember.ts';
import { beginDraft, type DraftAct, type DraftHistory, reduceDraft } from './draft-history.ts';
import type { Json } from './json-pointer.ts';

const REST_MS = 1_200;
const AGAIN_MS = 8_000;

export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed' | 'conflict';

export interface Draft {
  history: DraftHistory;
  act(act: DraftAct): void;
  lesson: EditedLessonFull;
  problems: readonly LessonProblem[];
  saveState: SaveState;
  /** What the server has against it, beyond being away. */
  error: unknown;
  /** Changes of an earlier visit came back. */
  restored: boolean;
  save(): Promise<EditedLessonFull | undefined>;
  /** The server's copy, after publishing, restoring or a conflict. */
  adopt(lesson: EditedLessonFull, content: boolean): void;
  keepMine(): Promise<void>;
  takeTheirs(): Promise<void>;
}

const keptName = (id: string): string => `draft.${id}`;

/** A draft that saves itself: after each rest, and on this device at once, so that nothing is lost. */
export function useDraft(first: EditedLessonFull): Draft {
  const { id } = first;
  const [lesson, setLesson] = useState(first);
  const [restored] = useState(() => remembered(keptName(id)) !== undefined);
  const [history, act] = useReducer(reduceDraft, undefined, () =>
    beginDraft(keptContent(id) ?? (first.content as Json)),
  );
  const [saveState, setSaveState] = useState<SaveState>(restored ? 'waiting' : 'saved');
  const [error, setError] = useState<unknown>();
  const latest = useRef({ content: history.now, saved: restored ? undefined : history.now, version: first.version });
  latest.current.content = history.now;
  const busy = useRef<Promise<EditedLessonFull | undefined>>(undefined);

  const put = useCallback(async (): Promise<EditedLessonFull | undefined> => {
    const { content, version } = latest.current;
    setSaveState('saving');
    try {
      const body = { version, content: content as Record<string, unknown> };
      const saved = await call('PUT /v1/editor/lessons/:id', { params: { id }, body });
      latest.current.version = saved.version;
      latest.current.saved = content;
      act({ type: 'rested' });
      setLesson(saved);
      setError(undefined);
      const same = latest.current.content === content;
      if (same) forget(keptName(id));
      setSaveState(same ? 'saved' : 'waiting');
      return saved;
    } catch (trouble) {
      const conflict = trouble instanceof Refusal && trouble.code === 'conflict';
      setError(trouble instanceof Unreachable || conflict ? undefined : trouble);
      setSaveState(conflict ? 'conflict' : 'failed');
      return undefined;
    }
  }, [id]);

  const save = useCallback(async (): Promise<EditedLessonFull | undefined> => {
    await busy.current;
    if (latest.current.content === latest.current.saved) {
      setSaveState((state) => (state === 'waiting' ? 'saved' : state));
      return undefined;
    }
    busy.current = put().finally(() => {
      busy.current = undefined;
    });
    return busy.current;
  }, [put]);

  const { now } = history;
  useEffect(() => {
    if (now === latest.current.saved) {
      // Undone back to what the server has.
      forget(keptName(id));
      setSaveState((state) => (state === 'waiting' ? 'saved' : state));
      return;
    }
    remember(keptName(id), JSON.stringify(now));
    setSaveState((state) => (state === 'conflict' ? state : 'waiting'));
  }, [now, id]);

  // Also what was written while a save was on its way waits for the next one, however it came about.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the rest anew.
  useEffect(() => {
    if (saveState !== 'waiting' && saveState !== 'failed') return;
    const timer = setTimeout(() => void save(), saveState === 'waiting' ? REST_MS : AGAIN_MS);
    return () => clearTimeout(timer);
  }, [saveState, save, now]);

  // Whoever goes to another page has what they wrote saved on the way.
  useEffect(() => () => void save(), [save]);

  const adopt = useCallback(
    (next: EditedLessonFull, content: boolean): void => {
      latest.current.version = next.version;
      setLesson(next);
      setError(undefined);
      if (!content) return;
      latest.current.saved = next.content as Json;
      forget(keptName(id));
      act({ type: 'replaced', content: next.content as Json });
      setSaveState('saved');
    },
    [id],
  );
  const theirs = (): Promise<EditedLessonFull> => call('GET /v1/editor/lessons/:id', { params: { id } });
  return {
    history,
    act,
    lesson,
    problems: lesson.problems,
    saveState,
    error,
    restored,
    save,
    adopt,
    async keepMine() {
      try {
        adopt(await theirs(), false);
        await put();
      } catch (trouble) {
        setError(trouble);
      }
    },
    async takeTheirs() {
      try {
        adopt(await theirs(), true);
      } catch (trouble) {
        setError(trouble);
      }
    },
  };
}

function keptContent(id: string): Json | undefined {
  const kept = remembered(keptName(id));
  return kept === undefined ? undefined : (JSON.parse(kept) as Json);
}
