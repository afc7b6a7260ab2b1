import { AnswersForm } from './answers-form.tsx';
import { useDraftInHand, useDraftLanguages } from './draft-context.tsx';
import { DraftArea, DraftLines, DraftText } from './draft-fields.tsx';
import { DraftList } from './draft-list.tsx';
import { freshName } from './fresh-name.ts';
import { getAt, type Json, join } from './json-pointer.ts';
import { MistakesForm } from './mistakes-form.tsx';
import { NextChoice } from './next-choice.tsx';
import { useEditorWords } from './words.ts';

const tutorOf = (entry: Json): string => {
  const tutor = getAt(entry, '/tutor');
  return typeof tutor === 'string' ? tutor : '';
};

/** The talk itself: each thing the tutor says, and what may be answered. */
export function DialoguesForm() {
  const t = useEditorWords();
  const { learned } = useDraftLanguages();
  const { content } = useDraftInHand();
  return (
    <DraftList
      pointer="/dialogues"
      name={(n) => t('d.one', { n })}
      summary={tutorOf}
      summaryLang={learned}
      add={t('d.add')}
      fresh={() => ({ id: freshName(getAt(content, '/dialogues'), 'd'), tutor: '', expected: [{ text: '' }] })}
    >
      {(pointer) => <DialogueForm pointer={pointer} />}
    </DraftList>
  );
}

function DialogueForm({ pointer }: { pointer: string }) {
  const t = useEditorWords();
  const { learned, own } = useDraftLanguages();
  return (
    <>
      <DraftArea pointer={join(pointer, 'tutor')} label={t('d.tutor')} lang={learned} optional={false} />
      <DraftArea pointer={join(pointer, 'translation')} label={t('d.translation')} lang={own} />
      <h4 className="mt-2 font-serif text-lg">{t('a.title')}</h4>
      <AnswersForm pointer={join(pointer, 'expected')} />
      <h4 className="mt-2 font-serif text-lg">{t('w.title')}</h4>
      <MistakesForm pointer={join(pointer, 'wrong')} />
      <div className="mt-2 grid gap-4 sm:grid-cols-2">
        <DraftText pointer={join(pointer, 'hint')} label={t('d.hint')} lang={own} />
        <DraftText pointer={join(pointer, 'slow')} label={t('d.slow')} lang={learned} />
        <DraftLines pointer={join(pointer, 'hints')} label={t('d.hints')} hint={t('d.oneLine')} lang={own} />
        <DraftArea pointer={join(pointer, 'grammar')} label={t('d.grammar')} lang={own} />
        <DraftText pointer={join(pointer, 'id')} label={t('d.id')} hint={t('d.idHint')} optional={false} />
        <NextChoice pointer={join(pointer, 'next')} label={t('d.next')} absent={t('d.nextFollowing')} />
      </div>
    </>
  );
}
