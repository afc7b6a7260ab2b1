import { useState } from 'react';
import { ChoiceCard } from '../design/choices.tsx';
import { Dialog } from '../design/dialog.tsx';
import { FromFile } from './from-file.tsx';
import { FromNothing } from './from-nothing.tsx';
import { FromTopic } from './from-topic.tsx';
import { useEditorWords } from './words.ts';

const ways = ['topic', 'empty', 'copy', 'file'] as const;

/** The ways to begin a lesson. */
export function NewLesson({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useEditorWords();
  const [way, setWay] = useState<(typeof ways)[number]>('topic');
  return (
    <Dialog open={open} onClose={onClose} title={t('new.title')} wide>
      <fieldset className="mb-6 grid grid-cols-2 gap-2.5">
        <legend className="sr-only">{t('new.how')}</legend>
        {ways.map((one) => (
          <ChoiceCard key={one} name="way" checked={way === one} onChange={() => setWay(one)}>
            {t(`new.${one}`)}
          </ChoiceCard>
        ))}
      </fieldset>
      {way === 'topic' ? (
        <FromTopic />
      ) : way === 'file' ? (
        <FromFile onClose={onClose} />
      ) : (
        <FromNothing copy={way === 'copy'} key={way} />
      )}
    </Dialog>
  );
}
