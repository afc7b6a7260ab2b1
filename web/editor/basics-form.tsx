import { useInterface } from '../i18n/interface-language.tsx';
import { useDraftLanguages } from './draft-context.tsx';
import { DraftArea, DraftChoice, DraftLines, DraftNumber, DraftText } from './draft-fields.tsx';
import { useEditorWords } from './words.ts';

export const levels = ['A0', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;

/** What the lesson is. */
export function BasicsForm() {
  const t = useEditorWords();
  const { nameOf } = useInterface();
  const { learned, own } = useDraftLanguages();
  const languages = ['pl', 'en'].map((value) => ({ value, label: nameOf(value) }));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <DraftText pointer="/title" label={t('f.title')} lang={learned} optional={false} />
      <DraftText pointer="/title_translation" label={t('f.title_translation')} lang={own} />
      <div className="sm:col-span-2">
        <DraftArea pointer="/description" label={t('f.description')} lang={own} />
      </div>
      <div className="grid grid-cols-2 items-end gap-4 sm:col-span-2 sm:grid-cols-4">
        <DraftChoice pointer="/level" label={t('f.level')} options={levels.map((value) => ({ value, label: value }))} />
        <DraftChoice pointer="/language" label={t('f.language')} options={languages} />
        <DraftChoice pointer="/from" label={t('f.from')} options={languages} />
        <DraftNumber pointer="/estimated_minutes" label={t('f.estimated_minutes')} min={1} max={120} />
      </div>
      <DraftText pointer="/module" label={t('f.module')} lang={own} />
      <DraftText pointer="/cefr_goal" label={t('f.cefr_goal')} lang={own} />
      <div className="sm:col-span-2">
        <DraftLines pointer="/objectives" label={t('f.objectives')} hint={t('f.objectivesHint')} lang={own} />
      </div>
      <DraftLines pointer="/tags" label={t('f.tags')} hint={t('f.tagsHint')} lang={own} />
      <DraftLines pointer="/names" label={t('f.names')} hint={t('f.namesHint')} lang={learned} />
    </div>
  );
}
