import { useState } from 'react';
import type { ReviewCard } from '../../wire/api/review.ts';
import { usePages } from '../api/use-pages.ts';
import { Button } from '../design/button.tsx';
import { Select, TextField } from '../design/field.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Icon } from '../design/icons.tsx';
import { Paged } from '../design/paged.tsx';
import { Badge, EmptyState } from '../design/status.tsx';
import { useSettled } from '../design/use-settled.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayFrom } from '../i18n/say-times.ts';
import { CardSheet } from './card-sheet.tsx';
import { useReviewWords } from './words.ts';

const states = ['new', 'learning', 'review', 'relearning', 'due', 'suspended', 'leech', 'buried'] as const;
const kinds = ['recognition', 'production', 'hearing'] as const;

/** All cards, to search and to look into. */
export function CardBrowser({ onAdd }: { onAdd(): void }) {
  const t = useReviewWords();
  const [q, setQ] = useState('');
  const [state, setState] = useState<(typeof states)[number] | ''>('');
  const [kind, setKind] = useState<(typeof kinds)[number] | ''>('');
  const [open, setOpen] = useState<string>();
  const search = useSettled(q.trim());
  const list = usePages('GET /v1/review/cards', { q: search, state, kind, limit: 30 });
  const filtered = search !== '' || state !== '' || kind !== '';
  return (
    <>
      <div className="mb-6 grid gap-4 sm:grid-cols-[2fr_1fr_1fr]">
        <TextField
          label={t('cards.search')}
          type="search"
          value={q}
          maxLength={200}
          onChange={(event) => setQ(event.target.value)}
        />
        <Select
          label={t('cards.state')}
          value={state}
          onChange={(next) => setState(next)}
          options={[
            { value: '', label: t('cards.all') },
            ...states.map((value) => ({ value, label: t(`state.${value}`) })),
          ]}
        />
        <Select
          label={t('cards.kind')}
          value={kind}
          onChange={(next) => setKind(next)}
          options={[
            { value: '', label: t('cards.all') },
            ...kinds.map((value) => ({ value, label: t(`kind.${value}`) })),
          ]}
        />
      </div>
      <Paged
        list={list}
        empty={
          filtered ? (
            <EmptyState title={t('cards.none')}>{t('cards.noneText')}</EmptyState>
          ) : (
            <EmptyState
              title={t('due.empty.title')}
              action={
                <Button icon="plus" onClick={onAdd}>
                  {t('due.add')}
                </Button>
              }
            >
              {t('due.empty.text')}
            </EmptyState>
          )
        }
      >
        {(cards) => (
          <ul
            aria-label={t('cards.list')}
            className={`divide-y divide-line rounded-card border border-line bg-sheet transition-opacity ${list.isPlaceholderData ? 'opacity-60' : ''}`}
          >
            {cards.map((card) => (
              <CardRow key={card.id} card={card} onOpen={() => setOpen(card.id)} />
            ))}
          </ul>
        )}
      </Paged>
      <CardSheet id={open} onClose={() => setOpen(undefined)} />
    </>
  );
}

function CardRow({ card, onOpen }: { card: ReviewCard; onOpen(): void }) {
  const t = useReviewWords();
  const { language } = useInterface();
  const { item } = card;
  return (
    <li className="relative flex items-center gap-3 px-4 py-3 hover:bg-wash sm:px-5">
      <div className="grid min-w-0 flex-1 gap-x-6 sm:grid-cols-[1.3fr_1fr]">
        <div className="min-w-0">
          <button type="button" className="text-left after:absolute after:inset-0" onClick={onOpen}>
            <span className="sr-only">{t('cards.open', { text: '' })}</span>
            <Foreign lang={item.language} className="font-serif text-lg wrap-anywhere">
              {item.text}
            </Foreign>
          </button>
          <p className="text-soft">
            <Foreign lang={item.translation_language}>{item.translation}</Foreign>
          </p>
        </div>
        <div className="flex flex-wrap content-center items-center gap-x-3 gap-y-1 text-sm text-soft">
          <Badge>{t(`kind.${card.kind}`)}</Badge>
          {card.leech ? (
            <Badge tone="rust">{t('state.leech')}</Badge>
          ) : card.suspended ? (
            <Badge tone="slate">{t('state.suspended')}</Badge>
          ) : card.state === 'new' ? (
            <span>{t('state.new')}</span>
          ) : (
            <span>{t('cards.dueAt', { when: sayFrom(card.due, Date.now(), language) })}</span>
          )}
        </div>
      </div>
      <Icon name="forward" className="size-4 text-soft" />
    </li>
  );
}
