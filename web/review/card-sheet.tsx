import { useState } from 'react';
import type { Answer } from '../api/doors.ts';
import { useApi, useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { ConfirmHere } from '../design/confirm-here.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Loaded } from '../design/loaded.tsx';
import { Trouble } from '../design/trouble.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayShare } from '../i18n/say-times.ts';
import { CardHistory } from './card-history.tsx';
import { EditItem } from './edit-item.tsx';
import { useReviewWords } from './words.ts';

type Full = Answer<'GET /v1/review/cards/:id'>;
const stale = [
  'GET /v1/review/cards',
  'GET /v1/review/cards/:id',
  'GET /v1/review/queue',
  'GET /v1/review/stats',
] as const;

/** One card: its words, what is known of its memory, and what can be done with it. */
export function CardSheet({ id, onClose }: { id: string | undefined; onClose(): void }) {
  const t = useReviewWords();
  return (
    <Dialog open={id !== undefined} onClose={onClose} title={t('card.title')} wide>
      {id !== undefined && <Inside id={id} onClose={onClose} />}
    </Dialog>
  );
}

function Inside({ id, onClose }: { id: string; onClose(): void }) {
  const card = useApi('GET /v1/review/cards/:id', { params: { id } });
  return <Loaded query={card}>{(full) => <Whole card={full} onClose={onClose} />}</Loaded>;
}

function Whole({ card, onClose }: { card: Full; onClose(): void }) {
  const t = useReviewWords();
  const { language } = useInterface();
  const [asking, setAsking] = useState<'reset' | 'card' | 'item'>();
  const params = { id: card.id };
  const update = useChange('PATCH /v1/review/cards/:id', { stale });
  const reset = useChange('POST /v1/review/cards/:id/reset', { stale, onDone: () => setAsking(undefined) });
  const remove = useChange('DELETE /v1/review/cards/:id', { stale, onDone: onClose });
  const removeItem = useChange('DELETE /v1/review/items/:id', { stale, onDone: onClose });
  const buried = card.buried_until !== null && Date.parse(card.buried_until) > Date.now();
  const questions = {
    reset: { title: t('card.reset'), text: t('card.resetText'), does: reset, run: () => reset.mutate({ params }) },
    card: { title: t('card.delete'), text: t('card.deleteText'), does: remove, run: () => remove.mutate({ params }) },
    item: {
      title: t('card.deleteItem'),
      text: t('card.deleteItemText', { text: card.item.text }),
      does: removeItem,
      run: () => removeItem.mutate({ params: { id: card.item.id } }),
    },
  };
  const question = asking === undefined ? undefined : questions[asking];
  return (
    <div className="flex flex-col gap-7">
      <EditItem key={card.item.id} item={card.item} />
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
        <Fact name={t('cards.kind')} value={t(`kind.${card.kind}`)} />
        <Fact name={t('card.reps')} value={t('card.times', { count: card.reps })} />
        <Fact
          name={t('card.stability')}
          value={card.stability === null ? '–' : t('card.days', { count: Math.round(card.stability) })}
        />
        <Fact
          name={t('card.known')}
          value={card.retrievability === null ? '–' : sayShare(card.retrievability, language)}
        />
      </dl>
      <section>
        <h3 className="mb-2 font-serif text-lg">{t('card.history')}</h3>
        <CardHistory history={card.history} />
      </section>
      <section>
        <h3 className="mb-3 font-serif text-lg">{t('card.more')}</h3>
        <div className="flex flex-wrap gap-2">
          <Button
            size="small"
            busy={update.isPending}
            onClick={() => update.mutate({ params, body: { suspended: !card.suspended } })}
          >
            {card.suspended ? t('card.unsuspend') : t('card.suspend')}
          </Button>
          <Button
            size="small"
            busy={update.isPending}
            onClick={() => update.mutate({ params, body: { buried: !buried } })}
          >
            {buried ? t('card.unbury') : t('card.bury')}
          </Button>
          <Button size="small" onClick={() => setAsking('reset')}>
            {t('card.reset')}
          </Button>
          <Button size="small" look="danger" onClick={() => setAsking('card')}>
            {t('card.delete')}
          </Button>
          <Button size="small" look="danger" onClick={() => setAsking('item')}>
            {t('card.deleteItem')}
          </Button>
        </div>
        {update.error !== null && (
          <div className="mt-3">
            <Trouble error={update.error} />
          </div>
        )}
      </section>
      {question !== undefined && (
        <ConfirmHere
          title={question.title}
          action={question.title}
          busy={question.does.isPending}
          error={question.does.error}
          onConfirm={question.run}
          onClose={() => setAsking(undefined)}
        >
          {question.text}
        </ConfirmHere>
      )}
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-sm text-soft">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
