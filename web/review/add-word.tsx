import { useState } from 'react';
import type { cardKinds } from '../../wire/api/review.ts';
import { useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Segments } from '../design/choices.tsx';
import { Dialog } from '../design/dialog.tsx';
import { TextArea, TextField } from '../design/field.tsx';
import { useLoadingWords } from '../design/loading-words.ts';
import { Trouble } from '../design/trouble.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { useSettings } from '../settings/use-settings.ts';
import { useReviewWords } from './words.ts';

type Kind = (typeof cardKinds)[number];
const kinds: readonly Kind[] = ['recognition', 'production', 'hearing'];
const empty = { text: '', translation: '', note: '' };

/** A word of the learner's own. */
export function AddWord({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useReviewWords();
  return (
    <Dialog open={open} onClose={onClose} title={t('add.title')}>
      <AddWordForm onClose={onClose} />
    </Dialog>
  );
}

function AddWordForm({ onClose }: { onClose(): void }) {
  const t = useReviewWords();
  const common = useLoadingWords();
  const { nameOf } = useInterface();
  const settings = useSettings();
  const [words, setWords] = useState(empty);
  const [chosen, setChosen] = useState<readonly Kind[]>(kinds);
  const [learning, setLearning] = useState<string>();
  const [tried, setTried] = useState(false);
  const [added, setAdded] = useState<string>();
  const language = learning ?? settings?.learning ?? 'pl';
  const from = language === settings?.from ? settings.learning : (settings?.from ?? 'en');
  const add = useChange('POST /v1/review/items', {
    stale: ['GET /v1/review/cards', 'GET /v1/review/queue', 'GET /v1/review/stats'],
    onDone({ item }) {
      setAdded(item.text);
      setWords(empty);
      setTried(false);
    },
  });
  const fields = { text: words.text.trim(), translation: words.translation.trim() };
  const change = (part: Partial<typeof empty>): void => {
    setAdded(undefined);
    setWords({ ...words, ...part });
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (fields.text === '' || chosen.length === 0) return;
        const asked = fields.translation === '' ? { kinds: ['hearing' as const] } : { kinds: [...chosen] };
        const body = { ...words, ...asked, language, translation_language: from };
        add.mutate({ body });
      }}
    >
      <Segments
        label={t('add.language')}
        value={language}
        onChange={setLearning}
        options={['pl', 'en'].map((value) => ({ value, label: nameOf(value) }))}
      />
      <TextField
        label={t('add.text')}
        lang={language}
        value={words.text}
        maxLength={500}
        onChange={(event) => change({ text: event.target.value })}
        error={tried && fields.text === '' ? t('add.textMissing') : undefined}
      />
      <TextField
        label={t('add.translation')}
        hint={t('add.translationHint')}
        lang={from}
        value={words.translation}
        maxLength={500}
        onChange={(event) => change({ translation: event.target.value })}
      />
      <TextArea
        label={t('card.note')}
        hint={t('card.noteHint')}
        rows={2}
        value={words.note}
        maxLength={2_000}
        onChange={(event) => change({ note: event.target.value })}
      />
      <fieldset>
        <legend className="mb-1 font-semibold">{t('add.kinds')}</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-1">
          {kinds.map((kind) => (
            <label key={kind} className="flex min-h-11 items-center gap-2.5">
              <input
                type="checkbox"
                className="size-5 accent-accent"
                checked={chosen.includes(kind)}
                onChange={(event) =>
                  setChosen(event.target.checked ? [...chosen, kind] : chosen.filter((one) => one !== kind))
                }
              />
              {t(`kind.${kind}`)}
            </label>
          ))}
        </div>
        {tried && chosen.length === 0 && (
          <p role="alert" className="text-sm text-rust">
            {t('add.kindsMissing')}
          </p>
        )}
      </fieldset>
      {add.error !== null && <Trouble error={add.error} />}
      <p role="status" className="text-accent empty:hidden">
        {added !== undefined && t('add.done', { text: added })}
      </p>
      <div className="flex flex-wrap justify-end gap-3">
        <Button look="quiet" onClick={onClose}>
          {common('close')}
        </Button>
        <Button type="submit" look="primary" busy={add.isPending}>
          {added === undefined ? t('add.submit') : t('add.another')}
        </Button>
      </div>
    </form>
  );
}
