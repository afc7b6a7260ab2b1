import { getAt, type Json } from './json-pointer.ts';

export interface PreviewAnswer {
  text: string;
  translation: string;
  reply: string;
  /** Where it leads: a dialogue, or null for the end. */
  next: string | null;
}

export interface PreviewStep {
  id: string;
  tutor: string;
  translation: string;
  answers: readonly PreviewAnswer[];
}

const textAt = (value: Json | undefined, pointer: string): string => {
  const found = getAt(value, pointer);
  return typeof found === 'string' ? found : '';
};

const listAt = (value: Json | undefined, pointer: string): readonly Json[] => {
  const found = getAt(value, pointer);
  return Array.isArray(found) ? found : [];
};

/** The dialogues of a draft as they will be talked through, however unfinished they are. */
export function previewSteps(content: Json): PreviewStep[] {
  const dialogues = listAt(content, '/dialogues');
  return dialogues.map((dialogue, n) => {
    const following = getAt(dialogues[n + 1], '/id');
    const own = getAt(dialogue, '/next');
    const onward = own === undefined ? (typeof following === 'string' ? following : null) : own;
    const byDialogue = typeof onward === 'string' ? onward : null;
    return {
      id: textAt(dialogue, '/id'),
      tutor: textAt(dialogue, '/tutor'),
      translation: textAt(dialogue, '/translation'),
      answers: listAt(dialogue, '/expected').map((answer): PreviewAnswer => {
        const next = getAt(answer, '/next');
        return {
          text: typeof answer === 'string' ? answer : textAt(answer, '/text'),
          translation: textAt(answer, '/translation'),
          reply: textAt(answer, '/reply'),
          next: next === undefined ? byDialogue : typeof next === 'string' ? next : null,
        };
      }),
    };
  });
}
