import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Slider } from '../design/choices.tsx';
import { TextField } from '../design/field.tsx';
import { toast } from '../design/toasts.tsx';
import { Trouble } from '../design/trouble.tsx';
import { LanguageAndLevel, type Taught } from './language-and-level.tsx';
import { useEditorWords } from './words.ts';

const levels = ['A0', 'A1', 'A2', 'B1', 'B2'] as const;

/** A draft about a topic: from templates, or by a model where there is one. */
export function FromTopic() {
  const t = useEditorWords();
  const navigate = useNavigate();
  const [topic, setTopic] = useState('');
  const [language, setLanguage] = useState<Taught>('pl');
  const [level, setLevel] = useState<(typeof levels)[number]>('A1');
  const [dialogues, setDialogues] = useState(5);
  const [tried, setTried] = useState(false);
  const make = useChange('POST /v1/editor/drafts/from-topic', {
    stale: ['GET /v1/editor/lessons'],
    onDone(lesson) {
      toast({ text: t(`new.made.${lesson.made_by}`) });
      void navigate({ to: '/editor/$id', params: { id: lesson.id } });
    },
  });
  const short = topic.trim().length < 2;
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!short) make.mutate({ body: { topic: topic.trim(), language, level, dialogues } });
      }}
    >
      <TextField
        label={t('new.topicLabel')}
        hint={t('new.topicHint')}
        maxLength={200}
        value={topic}
        onChange={(event) => setTopic(event.target.value)}
        error={tried && short ? t('new.topicMissing') : undefined}
      />
      <LanguageAndLevel language={language} onLanguage={setLanguage} levels={levels} level={level} onLevel={setLevel} />
      <Slider label={t('new.dialogues')} value={dialogues} min={2} max={10} say={String} onChange={setDialogues} />
      {make.isError && <Trouble error={make.error} />}
      <Button type="submit" look="primary" busy={make.isPending} className="self-end">
        {t('new.draft')}
      </Button>
    </form>
  );
}
