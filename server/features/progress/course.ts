/** What progress has to know of lessons; `app.ts` passes it in. */
export interface Course {
  /** A lesson as this person has it; undefined when there is none. */
  lesson(personId: string, id: string): Promise<CourseLesson | undefined>;
  /** What to do next; undefined when all is done. */
  next(personId: string): Promise<string | undefined>;
}

export interface CourseLesson {
  id: string;
  title: string;
  language: string;
  /** CEFR. */
  level: string;
  /** Each exchange with its best answer. */
  phrases: readonly { exchange: string; text: string }[];
}

/** How far a person is in a lesson. */
export interface LessonStanding {
  status: 'started' | 'finished';
  lastAt: Date;
}
