// In wire/, because a page scores tasks by the same letters where there is no server.
export { editDistance, plainText, similarity, withoutMarks } from '../../../wire/answer-text.ts';
