import { Select } from '../design/field.tsx';
import { useDraftInHand, usePlace } from './draft-context.tsx';
import { getAt } from './json-pointer.ts';
import { useEditorWords } from './words.ts';

const ABSENT = ' absent';
const END = ' end';

/** Where the talk goes on: a dialogue, the end, or as it would by itself. */
export function NextChoice({ pointer, label, absent }: { pointer: string; label: string; absent: string }) {
  const t = useEditorWords();
  const { content } = useDraftInHand();
  const { value, set, problem } = usePlace(pointer);
  const dialogues = getAt(content, '/dialogues');
  const names = (Array.isArray(dialogues) ? dialogues : [])
    .map((dialogue) => getAt(dialogue, '/id'))
    .filter((id) => typeof id === 'string');
  const now = value === undefined ? ABSENT : value === null ? END : String(value);
  const options = [
    { value: ABSENT, label: absent },
    { value: END, label: t('d.nextEnd') },
    ...names.map((name) => ({ value: name, label: name })),
  ];
  // A name that is gone stays to be seen, and is told as a problem.
  if (!options.some((option) => option.value === now)) options.push({ value: now, label: now });
  return (
    <Select
      label={label}
      value={now}
      onChange={(next) => set(next === ABSENT ? undefined : next === END ? null : next)}
      options={options}
      error={problem?.message}
    />
  );
}
