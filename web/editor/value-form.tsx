import { DraftLines, DraftNumber, DraftText } from './draft-fields.tsx';
import { DraftList } from './draft-list.tsx';
import { type Json, join } from './json-pointer.ts';
import { useEditorWords } from './words.ts';

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An empty value of the same shape. */
export function emptied(value: Json): Json {
  if (typeof value === 'string') return '';
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return value.map(emptied);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === 'kind' ? one : emptied(one)]));
}

/** `why` as "Why", `question_language` as "Question language": the keys of a file are plain words already. */
export const nameOfKey = (key: string): string => {
  const words = key.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

interface ValueFormProps {
  pointer: string;
  value: Json;
  /** Keys that are not to be changed here. */
  fixed?: readonly string[];
}

/** A form for whatever an object of the file holds: tasks and quizzes have many shapes. */
export function ValueForm({ pointer, value, fixed = [] }: ValueFormProps) {
  if (!isObject(value)) return <DraftText pointer={pointer} label={nameOfKey('text')} optional={false} />;
  const keys = Object.keys(value).filter((key) => !fixed.includes(key));
  const plain = keys.filter((key) => !isListOfObjects(value[key]));
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        {plain.map((key) => (
          <PlainField key={key} name={key} pointer={join(pointer, key)} value={value[key] ?? null} />
        ))}
      </div>
      {keys
        .filter((key) => !plain.includes(key))
        .map((key) => (
          <Entries key={key} pointer={join(pointer, key)} list={value[key] as readonly Json[]} />
        ))}
    </>
  );
}

const isListOfObjects = (value: Json | undefined): boolean => Array.isArray(value) && value.some(isObject);

function PlainField({ name, pointer, value }: { name: string; pointer: string; value: Json }) {
  const t = useEditorWords();
  const label = nameOfKey(name);
  if (Array.isArray(value)) return <DraftLines pointer={pointer} label={label} hint={t('item.lineHint')} />;
  if (typeof value === 'number')
    return (
      <DraftNumber
        pointer={pointer}
        label={label}
        min={0}
        max={20}
        {...(name === 'answer' ? { hint: t('item.answerHint') } : {})}
      />
    );
  return <DraftText pointer={pointer} label={label} optional={false} />;
}

function Entries({ pointer, list }: { pointer: string; list: readonly Json[] }) {
  const t = useEditorWords();
  const last = list.at(-1) ?? {};
  return (
    <DraftList
      pointer={pointer}
      name={(n) => t('item.one', { n })}
      summary={summaryOf}
      add={t('item.add')}
      fresh={() => {
        const fresh = emptied(last);
        return isObject(fresh) && 'id' in fresh ? { ...fresh, id: `${list.length + 1}` } : fresh;
      }}
    >
      {(here, entry) => <ValueForm pointer={here} value={entry} fixed={['id', 'kind']} />}
    </DraftList>
  );
}

function summaryOf(entry: Json): string {
  if (!isObject(entry)) return typeof entry === 'string' ? entry : '';
  const told = Object.entries(entry).find(
    ([key, value]) => key !== 'id' && key !== 'kind' && typeof value === 'string',
  );
  return typeof told?.[1] === 'string' ? told[1] : '';
}
