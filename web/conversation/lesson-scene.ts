/** Whether a scene is a lesson of the library: review, free talk, a draft and a task are none. */
export const isLessonScene = (id: string): boolean => !/:|^(?:review|talk)-[a-z]{2}$/.test(id);
