import { useEffect } from 'react';
import type { ReviewCard } from '../../wire/api/review.ts';
import { PageHeading, useTitle } from '../app/page.tsx';
import { Button, IconButton } from '../design/button.tsx';
import { Menu } from '../design/menu.tsx';
import { Meter } from '../design/meter.tsx';
import { Note } from '../design/status.tsx';
import { CardOnTable } from './card-on-table.tsx';
import { GradeButtons } from './grade-buttons.tsx';
import { SessionDone } from './session-done.tsx';
import { useCardKeys } from './use-card-keys.ts';
import { usePlayer } from './use-player.ts';
import { useReviewWords } from './words.ts';

interface ReviewSessionProps {
  cards: readonly ReviewCard[];
  typing: boolean;
  onLeave(): void;
}

/** Cards one after another: think, turn over, say how it was. */
export function ReviewSession({ cards, typing, onLeave }: ReviewSessionProps) {
  const t = useReviewWords();
  const player = usePlayer(cards);
  const { state, total } = player;
  const card = state.ahead[0];
  useTitle(t('title'));
  useCardKeys(player, card !== undefined, typing);
  // A session that is begun fills the window from its top.
  useEffect(() => {
    // Its answer is a promise in some browsers, which React would take for a clean-up.
    window.scrollTo(0, 0);
  }, []);

  if (card === undefined) return <SessionDone player={player} onLeave={onLeave} />;
  const done = state.answered.length;
  return (
    <div className="mx-auto w-full max-w-3xl px-4 pt-6 pb-10 sm:px-8 sm:pt-10">
      <div className="flex items-center gap-2">
        <PageHeading className="mr-auto font-serif text-lg text-soft">
          {t('player.title', { n: done + 1, total })}
        </PageHeading>
        <IconButton icon="undo" label={`${t('player.undo')} (Z)`} disabled={done === 0} onClick={player.undo} />
        <Menu
          items={[
            { label: t('player.bury'), icon: 'clock', onSelect: player.bury },
            { label: t('player.suspend'), icon: 'cross', onSelect: player.suspend },
          ]}
        >
          <IconButton icon="more" label={t('player.more')} />
        </Menu>
        <Button size="small" onClick={onLeave}>
          {t('player.leave')}
        </Button>
      </div>
      <div className="mt-3">
        <Meter label={t('player.progress')} value={done} max={total} say={t('player.progressSay', { done, total })} />
      </div>
      <CardOnTable key={`${card.id} ${done}`} card={card} player={player} typing={typing} />
      {state.revealed && <GradeButtons card={card} suggested={state.typed?.grade} onGrade={player.grade} />}
      {player.kept && (
        <div className="mt-6">
          <Note tone="amber" icon="offline">
            {t('player.kept')}
          </Note>
        </div>
      )}
      <p className="mt-8 hidden text-center text-sm text-soft lg:block">{t('player.keys')}</p>
    </div>
  );
}
