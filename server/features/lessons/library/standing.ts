/** How far a person is in a lesson. */
export interface LessonStanding {
  status: 'started' | 'finished';
  lastAt: Date;
}

/** What the library asks of other features about a person; each answers for all lessons at once. */
export interface PersonDeps {
  /** Lessons that were begun, by id. */
  statusOf(personId: string): Promise<ReadonlyMap<string, LessonStanding>>;
  /** Cards that are due, by the lesson they came from. */
  dueOf(personId: string): Promise<ReadonlyMap<string, number>>;
  /** The level that a person was found to have when they began, by language. */
  placedOf(personId: string): Promise<ReadonlyMap<string, string>>;
}

/** A person who is known to have done nothing. */
export const nothingDone: PersonDeps = {
  statusOf: async () => new Map(),
  dueOf: async () => new Map(),
  placedOf: async () => new Map(),
};

export interface OpenAssignment {
  id: string;
  lessonId: string;
  dueAt: Date | null;
  note: string;
}

/** All that the library shows of one person. */
export interface PersonView {
  standings: ReadonlyMap<string, LessonStanding>;
  due: ReadonlyMap<string, number>;
  placed: ReadonlyMap<string, string>;
  /** By lesson; the most pressing one where there are more. */
  assigned: ReadonlyMap<string, OpenAssignment>;
}
