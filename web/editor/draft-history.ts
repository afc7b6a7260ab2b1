import { type Json, setAt } from './json-pointer.ts';

/** A draft in the hand: what it is now, what it was, and what was undone. */
export interface DraftHistory {
  readonly now: Json;
  readonly before: readonly Json[];
  readonly undone: readonly Json[];
  /** The place that was changed last: typing on in it is one step. */
  readonly place: string | undefined;
}

export type DraftAct =
  | { type: 'set'; pointer: string; value: Json | undefined }
  /** Writing paused: what comes next is another step. */
  | { type: 'rested' }
  | { type: 'undo' }
  | { type: 'redo' }
  /** Another whole content: an earlier version, somebody else's. */
  | { type: 'replaced'; content: Json };

const MOST = 200;

export const beginDraft = (content: Json): DraftHistory => ({ now: content, before: [], undone: [], place: undefined });

export function reduceDraft(draft: DraftHistory, act: DraftAct): DraftHistory {
  const { now, before, undone } = draft;
  switch (act.type) {
    case 'set': {
      const next = setAt(now, act.pointer, act.value);
      // Typing goes on in one step; a list that grows or shrinks is a step of its own each time.
      const goesOn = draft.place === act.pointer && typeof act.value === 'string';
      const kept = goesOn ? before : [...before, now].slice(-MOST);
      return { now: next, before: kept, undone: [], place: act.pointer };
    }
    case 'rested':
      return draft.place === undefined ? draft : { ...draft, place: undefined };
    case 'undo': {
      const last = before.at(-1);
      if (last === undefined) return draft;
      return { now: last, before: before.slice(0, -1), undone: [...undone, now], place: undefined };
    }
    case 'redo': {
      const next = undone.at(-1);
      if (next === undefined) return draft;
      return { now: next, before: [...before, now], undone: undone.slice(0, -1), place: undefined };
    }
    case 'replaced':
      return { now: act.content, before: [...before, now].slice(-MOST), undone: [], place: undefined };
  }
}
