import { Link } from '@tanstack/react-router';
import type { ProgressOverview } from '../../wire/api/progress.ts';
import { Foreign } from '../design/foreign.tsx';
import { SayButton } from '../sound/say-button.tsx';
import { Panel } from './panel.tsx';
import { useProgressWords } from './words.ts';

/** Phrases that were missed most. */
export function WeakSpots({ spots }: { spots: ProgressOverview['weak_spots'] }) {
  const t = useProgressWords();
  if (spots.length === 0) return null;
  return (
    <Panel title={t('weak.title')} wide>
      <ul className="divide-y divide-line">
        {spots.map((spot) => (
          <li key={`${spot.lesson} ${spot.exchange} ${spot.text}`} className="flex flex-wrap items-center gap-x-4 py-2">
            <SayButton text={spot.text} language={spot.language} />
            <Foreign lang={spot.language} className="min-w-48 flex-1 font-serif text-lg">
              {spot.text}
            </Foreign>
            <span className="text-sm text-soft">{t('weak.missed', { missed: spot.missed, asked: spot.asked })}</span>
            <Link
              to="/lesson/$id"
              params={{ id: spot.lesson }}
              className="inline-flex min-h-9 items-center text-sm underline decoration-edge underline-offset-4 hover:decoration-accent"
            >
              {t('weak.lesson')}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
