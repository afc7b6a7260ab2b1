import { useDraftLanguages } from './draft-context.tsx';
import { DraftText } from './draft-fields.tsx';
import { DraftList } from './draft-list.tsx';
import { getAt, type Json, join } from './json-pointer.ts';
import { useEditorWords } from './words.ts';

const sayOf = (entry: Json): string => {
  const say = getAt(entry, '/say');
  return typeof say === 'string' ? say : '';
};

/** What learners really say wrong, and what is better. */
export function MistakesForm({ pointer }: { pointer: string }) {
  const t = useEditorWords();
  const { learned, own } = useDraftLanguages();
  return (
    <DraftList
      pointer={pointer}
      name={(n) => t('w.one', { n })}
      summary={sayOf}
      summaryLang={learned}
      add={t('w.add')}
      fresh={() => ({ say: '', better: '', why: '', kind: 'WORD' })}
    >
      {(here) => (
        <div className="grid gap-4 sm:grid-cols-2">
          <DraftText pointer={join(here, 'say')} label={t('w.say')} lang={learned} optional={false} />
          <DraftText
            pointer={join(here, 'better')}
            label={t('w.better')}
            hint={t('w.betterHint')}
            lang={learned}
            optional={false}
          />
          <DraftText pointer={join(here, 'why')} label={t('w.why')} lang={own} optional={false} />
          <DraftText pointer={join(here, 'kind')} label={t('w.kind')} hint={t('w.kindHint')} optional={false} />
        </div>
      )}
    </DraftList>
  );
}
