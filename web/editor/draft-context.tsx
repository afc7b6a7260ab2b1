import { createContext, type ReactNode, useContext } from 'react';
import type { LessonProblem } from '../../wire/api/lesson-editor.ts';
import { getAt, type Json } from './json-pointer.ts';

interface DraftInHand {
  content: Json;
  problems: readonly LessonProblem[];
  set(pointer: string, value: Json | undefined): void;
}

const DraftContext = createContext<DraftInHand | undefined>(undefined);

export function DraftProvider({ children, ...draft }: DraftInHand & { children: ReactNode }) {
  return <DraftContext value={draft}>{children}</DraftContext>;
}

export function useDraftInHand(): DraftInHand {
  const value = useContext(DraftContext);
  if (value === undefined) throw new Error('there is no draft here');
  return value;
}

interface Place {
  value: Json | undefined;
  set(value: Json | undefined): void;
  /** What is amiss just here. */
  problem: LessonProblem | undefined;
}

/** One place of the draft. */
export function usePlace(pointer: string): Place {
  const { content, problems, set } = useDraftInHand();
  return {
    value: getAt(content, pointer),
    set: (value) => set(pointer, value),
    problem: problems.find(({ path }) => path === pointer),
  };
}

/** The languages of the draft: the learned one, and the learner's own. */
export function useDraftLanguages(): { learned: string; own: string } {
  const { content } = useDraftInHand();
  const of = (pointer: string, otherwise: string): string => {
    const value = getAt(content, pointer);
    return typeof value === 'string' && value !== '' ? value : otherwise;
  };
  return { learned: of('/language', 'pl'), own: of('/from', 'en') };
}
