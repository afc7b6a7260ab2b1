import { useState } from 'react';
import type { ReviewCard } from '../../wire/api/review.ts';
import { useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { TextArea, TextField } from '../design/field.tsx';
import { Trouble } from '../design/trouble.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { useReviewWords } from './words.ts';

/** The words of a card, to be changed. */
export function EditItem({ item }: { item: ReviewCard['item'] }) {
  const t = useReviewWords();
  const { nameOf } = useInterface();
  const was = { text: item.text, translation: item.translation, note: item.note, tags: item.tags.join(', ') };
  const [fields, setFields] = useState(was);
  const save = useChange('PATCH /v1/review/items/:id', {
    stale: ['GET /v1/review/cards', 'GET /v1/review/cards/:id', 'GET /v1/review/queue'],
  });
  const changed = JSON.stringify(fields) !== JSON.stringify(was);
  const missing = fields.text.trim() === '';
  const set = (part: Partial<typeof was>): void => setFields({ ...fields, ...part });
  return (
    <form
      className="grid gap-4 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing) return;
        const tags = fields.tags
          .split(',')
          .map((tag) => tag.trim())
          .filter((tag) => tag !== '');
        save.mutate({ params: { id: item.id }, body: { ...fields, tags: tags.slice(0, 20) } });
      }}
    >
      <TextField
        label={t('card.text', { language: nameOf(item.language) })}
        lang={item.language}
        value={fields.text}
        maxLength={500}
        onChange={(event) => set({ text: event.target.value })}
        error={missing ? t('add.textMissing') : undefined}
      />
      <TextField
        label={t('card.translation')}
        lang={item.translation_language}
        value={fields.translation}
        maxLength={500}
        onChange={(event) => set({ translation: event.target.value })}
      />
      <TextArea
        label={t('card.note')}
        rows={2}
        value={fields.note}
        maxLength={2_000}
        onChange={(event) => set({ note: event.target.value })}
      />
      <TextField
        label={t('card.tags')}
        hint={t('card.tagsHint')}
        value={fields.tags}
        onChange={(event) => set({ tags: event.target.value })}
      />
      <div className="flex items-center gap-4 sm:col-span-2">
        <Button type="submit" look="primary" size="small" disabled={!changed || missing} busy={save.isPending}>
          {t('card.save')}
        </Button>
        <span role="status" className="text-accent">
          {save.isSuccess && !changed && t('card.saved')}
        </span>
      </div>
      {save.error !== null && (
        <div className="sm:col-span-2">
          <Trouble error={save.error} />
        </div>
      )}
    </form>
  );
}
