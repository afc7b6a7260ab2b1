/** Whether a scene is a lesson of the library: review, free talk, a draft and a task are none. */
export const isLessonScene = (id: string): boolean => !/:|^(?:review|talk)-[a-z]{2}$/.test(id);

/** Whether a scene asks for what is due for review: its name is the page's to say, in the learner's words. */
export const isReviewScene = (id: string): boolean => /^review-[a-z]{2}$/.test(id);
