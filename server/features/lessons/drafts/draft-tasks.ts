import type { DraftDialogue } from './from-templates.ts';

const instructions = {
  listen_repeat: { instruction_pl: 'Posłuchaj i powtórz.', instruction_en: 'Listen and repeat.' },
  match_pairs: { instruction_pl: 'Połącz w pary.', instruction_en: 'Match the pairs.' },
  dictation: { instruction_pl: 'Posłuchaj i napisz.', instruction_en: 'Listen and write.' },
  sequence: { instruction_pl: 'Ułóż rozmowę.', instruction_en: 'Put the conversation in order.' },
} as const;

const mostItems = 5;

/** Tasks that follow from the talk and its words alone. */
export function draftTasks(
  dialogues: readonly DraftDialogue[],
  vocabulary: readonly { pl: string; en: string }[],
  language: 'pl' | 'en',
): object[] {
  const lines = distinct(dialogues.flatMap(({ expected }) => expected)).slice(0, mostItems);
  const said = lines.map(({ text, translation }) => ({ text, translation }));
  const pairs = distinctPairs(
    vocabulary.map(({ pl, en }) => (language === 'pl' ? { left: pl, right: en } : { left: en, right: pl })),
  ).slice(0, mostItems + 1);
  const heard = distinct(dialogues.map(({ tutor, translation }) => ({ text: tutor, translation }))).slice(0, 3);
  const talk = dialogues.slice(0, 2).flatMap(({ tutor, expected }) => [tutor, expected[0]?.text ?? '']);
  return [
    { id: 't1', type: 'listen_repeat', ...instructions.listen_repeat, items: said },
    { id: 't2', type: 'match_pairs', ...instructions.match_pairs, pairs },
    { id: 't3', type: 'sequence', ...instructions.sequence, items: talk },
    { id: 't4', type: 'dictation', ...instructions.dictation, items: heard },
  ];
}

/** One quiz after the third dialogue, about what its lines mean. */
export function draftQuiz(dialogues: readonly DraftDialogue[], from: 'pl' | 'en'): object[] {
  const after = dialogues[2];
  if (!after) return [];
  const asked = dialogues.slice(0, 3);
  const meanings = [...new Set(dialogues.map(({ translation }) => translation))];
  return [
    {
      id: 'q1',
      after: after.id,
      questions: asked.map(({ tutor, translation }, index) => {
        const others = meanings.filter((one) => one !== translation);
        const choices = [others[index % others.length] ?? '', others[(index + 1) % others.length] ?? ''];
        const answer = index % 3;
        const all = [...choices.slice(0, answer), translation, ...choices.slice(answer)];
        const why = from === 'en' ? `“${tutor}” means: ${translation}` : `„${tutor}” znaczy: ${translation}`;
        return { id: `q1${'abc'[index]}`, kind: 'listen', text: tutor, choices: [...new Set(all)], answer, why };
      }),
    },
  ];
}

const distinct = <T extends { text: string }>(lines: readonly T[]): T[] =>
  lines.filter(({ text }, at) => lines.findIndex((one) => one.text === text) === at);

const distinctPairs = (pairs: readonly { left: string; right: string }[]): { left: string; right: string }[] =>
  pairs.filter(({ left, right }, at) => pairs.findIndex((one) => one.left === left || one.right === right) === at);
