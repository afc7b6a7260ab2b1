import { useDraftInHand, useDraftLanguages } from './draft-context.tsx';
import { DraftArea, DraftText } from './draft-fields.tsx';
import { DraftList } from './draft-list.tsx';
import { freshName } from './fresh-name.ts';
import { getAt, join } from './json-pointer.ts';
import { useEditorWords } from './words.ts';

/** Grammar and culture, in the learner's own language. */
export function NotesForm() {
  const t = useEditorWords();
  const { own } = useDraftLanguages();
  const { content } = useDraftInHand();
  const kinds = [
    {
      pointer: '/grammar_notes',
      title: t('n.grammar'),
      add: t('n.addGrammar'),
      fresh: () => ({ id: freshName(getAt(content, '/grammar_notes'), 'g'), title: '', content: '' }),
    },
    {
      pointer: '/culture_notes',
      title: t('n.culture'),
      add: t('n.addCulture'),
      fresh: () => ({ title: '', content: '' }),
    },
  ];
  return kinds.map(({ pointer, title, add, fresh }) => (
    <section key={pointer} className="flex flex-col gap-3">
      <h4 className="font-serif text-lg">{title}</h4>
      <DraftList
        pointer={pointer}
        name={(n) => t('n.one', { n })}
        summary={(entry) => String(getAt(entry, '/title') ?? '')}
        summaryLang={own}
        add={add}
        fresh={fresh}
      >
        {(here) => (
          <>
            <DraftText pointer={join(here, 'title')} label={t('n.title')} lang={own} optional={false} />
            <DraftArea pointer={join(here, 'content')} label={t('n.content')} lang={own} rows={4} optional={false} />
          </>
        )}
      </DraftList>
    </section>
  ));
}
