import type { Badge } from '../../wire/api/progress.ts';
import { useApi } from '../api/use-api.ts';
import { Icon } from '../design/icons.tsx';
import { Loaded } from '../design/loaded.tsx';
import { Meter } from '../design/meter.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayDate } from '../i18n/say-times.ts';
import { Panel } from './panel.tsx';
import { useProgressWords } from './words.ts';

/** Badges that there are words for; a newer server may know more. */
const known = [
  'first-spoken-reply',
  'first-lesson',
  'ten-lessons',
  'perfect-lesson',
  'ten-phrases',
  'hundred-phrases',
  'first-cure',
  'ten-cures',
  'hundred-reviews',
  'thousand-reviews',
  'week',
  'month',
  'hundred-days',
  'hour-spoken',
  'thousand-points',
] as const;
type KnownBadge = Badge & { id: (typeof known)[number] };
const isKnown = (badge: Badge): badge is KnownBadge => known.some((id) => id === badge.id);

/** Every badge: the earned ones first, the others with how far they are. */
export function Badges() {
  const t = useProgressWords();
  const badges = useApi('GET /v1/progress/badges');
  return (
    <Panel title={t('badges.title')} wide>
      <Loaded query={badges} rows={2}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-soft">{t('badges.none')}</p>
          ) : (
            <ul className="grid gap-x-8 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
              {data
                .filter(isKnown)
                .sort(earnedFirst)
                .map((badge) => (
                  <BadgeRow key={badge.id} badge={badge} />
                ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

const earnedFirst = (a: Badge, b: Badge): number =>
  (b.earned_at ?? '').localeCompare(a.earned_at ?? '') || b.have / b.need - a.have / a.need;

function BadgeRow({ badge }: { badge: KnownBadge }) {
  const t = useProgressWords();
  const { language } = useInterface();
  const { id, earned_at, have, need } = badge;
  const title = t(`badge.${id}`);
  return (
    <li className="flex items-start gap-3">
      <span
        className={`grid size-11 shrink-0 place-items-center rounded-full ${earned_at === null ? 'border-2 border-dashed border-line text-soft' : 'bg-amber-wash text-amber'}`}
      >
        <Icon name="star" className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="font-semibold">{title}</h3>
        <p className="text-sm leading-snug text-soft">{t(`badge.${id}.rule`)}</p>
        {earned_at === null ? (
          <div className="mt-2 flex items-center gap-3">
            <div className="flex-1">
              <Meter label={title} value={have} max={need} say={t('badges.progress', { have, need })} tone="amber" />
            </div>
            <span className="text-sm text-soft tabular-nums">{t('badges.progress', { have, need })}</span>
          </div>
        ) : (
          <p className="text-sm text-amber">{t('badges.earned', { when: sayDate(earned_at, language) })}</p>
        )}
      </div>
    </li>
  );
}
