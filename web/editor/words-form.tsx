import { useDraftLanguages } from './draft-context.tsx';
import { DraftText } from './draft-fields.tsx';
import { DraftList } from './draft-list.tsx';
import { getAt, join } from './json-pointer.ts';
import { useEditorWords } from './words.ts';

/** The words of the lesson; in the file each stands under the tag of its language. */
export function WordsForm() {
  const t = useEditorWords();
  const { learned, own } = useDraftLanguages();
  return (
    <DraftList
      pointer="/vocabulary"
      name={(n) => t('v.one', { n })}
      summary={(entry) => String(getAt(entry, `/${learned}`) ?? '')}
      summaryLang={learned}
      add={t('v.add')}
      fresh={() => ({ [learned]: '', [own]: '' })}
    >
      {(here) => (
        <div className="grid gap-4 sm:grid-cols-2">
          <DraftText pointer={join(here, learned)} label={t('v.word')} lang={learned} optional={false} />
          <DraftText pointer={join(here, own)} label={t('v.meaning')} lang={own} optional={false} />
          <DraftText pointer={join(here, 'example')} label={t('v.example')} lang={learned} />
          <DraftText pointer={join(here, 'note')} label={t('v.note')} lang={own} />
        </div>
      )}
    </DraftList>
  );
}
