import { useState } from 'react';
import { Refusal } from '../../wire/refusals.ts';
import { useApi, useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Select, TextField } from '../design/field.tsx';
import { toast } from '../design/toasts.tsx';
import { Trouble } from '../design/trouble.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { usePeopleWords } from './words.ts';

/** Gives a lesson to a person: to this one, or to one that is chosen. */
export function AssignForm({ person }: { person?: string }) {
  const t = usePeopleWords();
  const { nameOf } = useInterface();
  const people = useApi('GET /v1/people', { query: { limit: 100 } }, { enabled: person === undefined });
  const lessons = useApi('GET /v1/lessons', { query: { sort: 'title', limit: 100 } });
  const [chosen, setChosen] = useState('');
  const [lesson, setLesson] = useState('');
  const [due, setDue] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const to = person ?? chosen;
  const give = useChange('POST /v1/assignments', {
    stale: ['GET /v1/assignments'],
    onDone() {
      setLesson('');
      setNote('');
      setTried(false);
      toast({ text: t('assign.done') });
    },
  });
  const missing = to === '' || lesson === '';
  const twice = give.error instanceof Refusal && give.error.code === 'conflict';
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (missing) return;
        // To the end of that day, where the teacher is.
        const due_at = due === '' ? null : new Date(`${due}T23:59:59`).toISOString();
        give.mutate({ body: { person: to, lesson, note: note.trim(), due_at } });
      }}
    >
      {person === undefined && (
        <Select
          label={t('assign.person')}
          value={chosen}
          onChange={setChosen}
          options={[
            { value: '', label: '–' },
            ...(people.data?.data ?? []).map((one) => ({
              value: one.id,
              label: one.name || one.email || t('nameless'),
            })),
          ]}
        />
      )}
      <Select
        label={t('assign.lesson')}
        value={lesson}
        onChange={setLesson}
        options={[
          { value: '', label: '–' },
          ...(lessons.data?.data ?? []).map((one) => ({
            value: one.id,
            label: `${one.title} (${nameOf(one.language)} ${one.level})`,
            lang: one.language,
          })),
        ]}
        error={tried && missing ? t('assign.missing') : undefined}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t('assign.due')} type="date" value={due} onChange={(event) => setDue(event.target.value)} />
        <TextField
          label={t('assign.note')}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      {twice ? (
        <p role="alert" className="text-rust">
          {t('assign.twice')}
        </p>
      ) : (
        give.isError && <Trouble error={give.error} />
      )}
      <div>
        <Button type="submit" look="primary" busy={give.isPending}>
          {t('assign.give')}
        </Button>
      </div>
    </form>
  );
}
