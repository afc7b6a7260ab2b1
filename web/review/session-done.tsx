import { PageHeading } from '../app/page.tsx';
import { Button, ButtonLink } from '../design/button.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Note } from '../design/status.tsx';
import type { Player } from './use-player.ts';
import { useReviewWords } from './words.ts';

/** The end of a session: what it was, and what to do next. */
export function SessionDone({ player, onLeave }: { player: Player; onLeave(): void }) {
  const t = useReviewWords();
  const { answered } = player.state;
  const again = answered.filter(({ grade }) => grade === 1);
  const minutes = Math.round((Date.now() - player.began) / 60_000);
  const hard = [...new Map(again.map(({ card }) => [card.item.id, card.item])).values()];
  return (
    <div className="mx-auto w-full max-w-xl px-4 pt-10 pb-16 text-center sm:pt-16">
      <PageHeading>{t('done.title')}</PageHeading>
      <p className="mt-3 text-lead text-soft">{t('done.count', { count: answered.length, minutes })}</p>
      <dl className="mx-auto mt-8 flex max-w-sm justify-center gap-12">
        <div className="flex flex-col-reverse">
          <dt className="text-soft">{t('done.known')}</dt>
          <dd className="font-serif text-title text-accent">{answered.length - again.length}</dd>
        </div>
        <div className="flex flex-col-reverse">
          <dt className="text-soft">{t('done.again')}</dt>
          <dd className="font-serif text-title text-amber">{again.length}</dd>
        </div>
      </dl>
      {hard.length > 0 && (
        <ul className="mx-auto mt-8 max-w-md divide-y divide-line border-y border-line text-left">
          {hard.slice(0, 8).map((item) => (
            <li key={item.id} className="flex flex-wrap justify-between gap-x-4 py-2">
              <Foreign lang={item.language} className="font-serif text-lg">
                {item.text}
              </Foreign>
              <Foreign lang={item.translation_language} className="text-soft">
                {item.translation}
              </Foreign>
            </li>
          ))}
        </ul>
      )}
      {player.kept && (
        <div className="mt-6 text-left">
          <Note tone="amber" icon="offline">
            {t('player.kept')}
          </Note>
        </div>
      )}
      <div className="mt-10 flex flex-wrap justify-center gap-3">
        <Button look="primary" onClick={onLeave}>
          {t('done.back')}
        </Button>
        <ButtonLink to="/">{t('done.home')}</ButtonLink>
        {answered.length > 0 && (
          <Button look="quiet" icon="undo" onClick={player.undo}>
            {t('player.undo')}
          </Button>
        )}
      </div>
    </div>
  );
}
