import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Select, TextField } from '../design/field.tsx';
import { Trouble } from '../design/trouble.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { levels } from './basics-form.tsx';
import { LanguageAndLevel, type Taught } from './language-and-level.tsx';
import { useEditorWords } from './words.ts';

/** An empty lesson, or a copy of one that there is. */
export function FromNothing({ copy }: { copy: boolean }) {
  const t = useEditorWords();
  const { nameOf } = useInterface();
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const [language, setLanguage] = useState<Taught>('pl');
  const [level, setLevel] = useState<(typeof levels)[number]>('A1');
  const [tried, setTried] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const library = useApi('GET /v1/lessons', { query: { sort: 'title', limit: 100 } }, { enabled: copy });
  const lessons = library.data?.data ?? [];
  const source = chosen ?? lessons[0]?.id;
  const create = useChange('POST /v1/editor/lessons', {
    stale: ['GET /v1/editor/lessons'],
    onDone: ({ id }) => void navigate({ to: '/editor/$id', params: { id } }),
  });
  const nameless = !copy && title.trim() === '';
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (nameless) return;
        if (!copy) {
          const from = language === 'pl' ? 'en' : 'pl';
          create.mutate({ body: { title: title.trim(), language, from, level } });
        } else if (source !== undefined) create.mutate({ body: { copy_of: source } });
      }}
    >
      {copy ? (
        <Select
          label={t('new.lesson')}
          value={source ?? ''}
          onChange={setChosen}
          options={lessons.map((lesson) => ({
            value: lesson.id,
            label: `${lesson.title} (${nameOf(lesson.language)} ${lesson.level})`,
            lang: lesson.language,
          }))}
        />
      ) : (
        <>
          <TextField
            label={t('new.name')}
            lang={language}
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
            error={tried && nameless ? t('new.nameMissing') : undefined}
          />
          <LanguageAndLevel
            language={language}
            onLanguage={setLanguage}
            levels={levels}
            level={level}
            onLevel={setLevel}
          />
        </>
      )}
      {library.isError && <Trouble error={library.error} onAgain={() => void library.refetch()} />}
      {create.isError && <Trouble error={create.error} />}
      <Button
        type="submit"
        look="primary"
        busy={create.isPending}
        disabled={copy && source === undefined}
        className="self-end"
      >
        {t('new.create')}
      </Button>
    </form>
  );
}
