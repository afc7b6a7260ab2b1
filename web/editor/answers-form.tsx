import { useDraftLanguages } from './draft-context.tsx';
import { DraftLines, DraftText } from './draft-fields.tsx';
import { DraftList } from './draft-list.tsx';
import { getAt, type Json, join } from './json-pointer.ts';
import { NextChoice } from './next-choice.tsx';
import { useEditorWords } from './words.ts';

const textOf = (entry: Json): string => {
  const text = typeof entry === 'string' ? entry : getAt(entry, '/text');
  return typeof text === 'string' ? text : '';
};

/** What may be answered, best first. */
export function AnswersForm({ pointer }: { pointer: string }) {
  const t = useEditorWords();
  const { learned, own } = useDraftLanguages();
  return (
    <DraftList
      pointer={pointer}
      name={(n) => t('a.one', { n })}
      summary={textOf}
      summaryLang={learned}
      add={t('a.add')}
      fresh={() => ({ text: '' })}
    >
      {(here) => (
        <div className="grid gap-4 sm:grid-cols-2">
          <DraftText pointer={join(here, 'text')} label={t('a.text')} lang={learned} optional={false} />
          <DraftText pointer={join(here, 'translation')} label={t('a.translation')} lang={own} />
          <DraftLines
            pointer={join(here, 'alternatives')}
            label={t('a.alternatives')}
            hint={t('d.oneLine')}
            lang={learned}
          />
          <DraftText pointer={join(here, 'reply')} label={t('a.reply')} lang={learned} />
          <NextChoice pointer={join(here, 'next')} label={t('a.next')} absent={t('d.nextAsDialogue')} />
        </div>
      )}
    </DraftList>
  );
}
