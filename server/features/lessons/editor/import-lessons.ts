import type { EditedLesson, LessonProblem } from '../../../../wire/api/lesson-editor.ts';
import type { LessonEditor } from './edit-lessons.ts';
import { readGiven } from './lesson-files.ts';
import { problemView, readDraft, textOf } from './lesson-text.ts';

export interface Imported {
  imported: EditedLesson[];
  refused: { file: string; problems: LessonProblem[] }[];
}

/** Takes files in as drafts. One that could not even be a draft (no JSON, no dialogues of the right shape) is refused with its lines. */
export async function importFiles(editor: LessonEditor, personId: string, bytes: Uint8Array): Promise<Imported> {
  const imported: EditedLesson[] = [];
  const refused: Imported['refused'] = [];
  for (const { name, content, problem } of readGiven(bytes)) {
    if (!content) {
      refused.push({ file: name, problems: problem ? [problem] : [] });
      continue;
    }
    const { file, problems } = readDraft(name.replace(/\.json$/, ''), textOf(content));
    if (!file) {
      refused.push({ file: name, problems: problems.map(problemView) });
      continue;
    }
    // The old files say neither language: theirs is written out, so that an editor shows it.
    const { language, from } = file;
    const {
      content: _,
      problems: __,
      preview_scene: ___,
      ...listed
    } = await editor.create(personId, {
      content: { ...content, language, from },
    });
    imported.push(listed);
  }
  return { imported, refused };
}
