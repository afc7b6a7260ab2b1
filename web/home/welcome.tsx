import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { LessonSummary } from '../../wire/api/lessons.ts';
import { PageHeading } from '../app/page.tsx';
import { CupButton } from '../conversation/cup-button.tsx';
import type { SceneInfo } from '../conversation/talk-state.ts';
import { Button } from '../design/button.tsx';
import { Icon } from '../design/icons.tsx';
import { Skeleton } from '../design/status.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { useBeginTalk } from '../lesson/use-begin-talk.ts';
import { useSettle } from '../settings/use-settle.ts';
import { Steam } from './steam.tsx';
import { useEarlierTalk } from './use-earlier-talk.ts';
import { useScenes } from './use-scene-choice.ts';
import { useHomeWords } from './words.ts';

/** On the menu card; the rest is in the library. */
const ON_THE_CARD = 3;

/** The first thing a newcomer sees: one cup to press. */
export function Welcome({ first }: { first: LessonSummary | undefined }) {
  const t = useHomeWords();
  const begin = useBeginTalk();
  const settle = useSettle();
  const { scenes, failed, again } = useScenes(first?.id);
  const [chosen, setChosen] = useState<string>();
  const earlier = useEarlierTalk();
  const scene = scenes?.find(({ id }) => id === chosen) ?? scenes?.[0];
  const start = (microphone: boolean): void => {
    if (scene === undefined) return;
    settle(scene);
    begin({ scene: scene.id, microphone });
  };

  return (
    <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-x-14 gap-y-6 px-4 pt-3 pb-16 sm:px-8 sm:pt-10 xl:grid-cols-[1.1fr_1fr] xl:pt-16">
      <div className="xl:sticky xl:top-20 xl:self-start xl:pt-16">
        <PageHeading className="font-serif text-display tracking-tight text-balance">
          <span className="block text-accent italic">{t('lead')}</span>
          {t('title')}
        </PageHeading>
        <p className="mt-3 max-w-[34ch] leading-relaxed text-soft sm:mt-5 sm:text-xl sm:leading-relaxed">
          {t('about')}
        </p>
      </div>

      <div className="slip flex flex-col items-center px-5 pt-4 pb-12 sm:px-9 sm:pt-6">
        <div className="flex flex-col items-center gap-3 text-center">
          <Steam />
          <div className="[--cup:9.5rem]">
            <CupButton
              label={t('start')}
              mood="resting"
              microphone="on"
              onPress={() => start(true)}
              disabled={scene === undefined}
            />
          </div>
          <p className="mt-1 font-serif text-2xl" aria-hidden="true">
            {t('start')}
          </p>
          <p className="-mt-2 text-sm text-soft">{t('startHint')}</p>
          <button
            type="button"
            className="min-h-11 px-3 underline decoration-edge decoration-1 underline-offset-4 hover:decoration-accent hover:decoration-2 disabled:opacity-60"
            onClick={() => start(false)}
            disabled={scene === undefined}
          >
            {t('type')}
          </button>
        </div>
        {earlier !== undefined && (
          <Button
            icon="repeat"
            className="mt-2 max-w-full"
            onClick={() => begin({ scene: earlier.scene, conversation: earlier.id, microphone: true })}
          >
            <span className="truncate">
              {t('goOn')}{' '}
              <span className="font-serif text-lg" lang={earlier.language}>
                {earlier.title}
              </span>
            </span>
          </Button>
        )}
        <hr className="mt-4 mb-5 w-full border-t-2 border-dotted border-line" />
        {failed ? (
          <div role="alert" className="py-6 text-center">
            <p className="mb-3">{t('unreachable')}</p>
            <Button onClick={again}>{t('again')}</Button>
          </div>
        ) : (
          <MenuCard scenes={scenes} chosen={scene?.id} onChoose={setChosen} />
        )}
      </div>
    </div>
  );
}

interface MenuCardProps {
  scenes: readonly SceneInfo[] | undefined;
  chosen: string | undefined;
  onChoose(id: string): void;
}

/** The scenes as a menu card: one is chosen already, so that nobody has to. */
function MenuCard({ scenes, chosen, onChoose }: MenuCardProps) {
  const t = useHomeWords();
  if (scenes === undefined) return <Skeleton className="h-40 w-full" />;
  if (scenes.length === 0) return <p className="py-8 text-soft">{t('none')}</p>;
  return (
    <>
      <fieldset className="w-full">
        <legend className="label mx-auto mb-3">{t('menu')}</legend>
        {scenes.slice(0, ON_THE_CARD).map((scene) => (
          <MenuEntry key={scene.id} scene={scene} checked={scene.id === chosen} onChoose={() => onChoose(scene.id)} />
        ))}
      </fieldset>
      <Link
        to="/start"
        className="mt-3 inline-flex min-h-11 items-center gap-2 text-soft underline-offset-4 hover:text-ink hover:underline"
      >
        {t('setUp')}
        <Icon name="forward" className="size-4" />
      </Link>
      <Link
        to="/library"
        className="inline-flex min-h-11 items-center gap-2 text-soft underline-offset-4 hover:text-ink hover:underline"
      >
        {t('allLessons')}
        <Icon name="forward" className="size-4" />
      </Link>
    </>
  );
}

function MenuEntry({ scene, checked, onChoose }: { scene: SceneInfo; checked: boolean; onChoose(): void }) {
  const t = useHomeWords();
  const { nameOf } = useInterface();
  return (
    <label className="block rounded-lg border border-transparent px-3 py-2.5 hover:bg-paper has-checked:border-accent has-checked:bg-wash has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      <input type="radio" name="scene" className="sr-only" checked={checked} onChange={onChoose} />
      <span className="flex items-baseline gap-2">
        <span className="font-serif text-xl" lang={scene.language}>
          {scene.title}
        </span>
        <span className="leader" aria-hidden="true" />
        <span className="whitespace-nowrap">
          {nameOf(scene.language)} <span className="font-semibold">{scene.level}</span>
        </span>
      </span>
      <span className="mt-0.5 block text-sm text-soft">
        <span lang={scene.from}>{scene.description}</span> ({t('from', { language: nameOf(scene.from) })})
      </span>
    </label>
  );
}
