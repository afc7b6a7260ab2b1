import type { EditedLesson } from '../../wire/api/lesson-editor.ts';
import type { Tone } from '../design/status.tsx';

export const stateTones: Readonly<Record<EditedLesson['state'], Tone>> = {
  draft: 'slate',
  published: 'good',
  changed: 'amber',
  archived: 'plain',
};
