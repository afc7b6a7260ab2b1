import { useEffect, useState } from 'react';
import type { Wish } from '../app.tsx';
import { CupButton } from '../conversation/cup-button.tsx';
import type { SceneInfo } from '../conversation/talk-state.ts';
import { type EarlierTalk, keptTalk, loadEarlierTalk } from '../earlier-talk.ts';
import { type InterfaceLanguage, useInterface } from '../i18n/interface-language.tsx';
import { Icon } from '../icons.tsx';
import { loadScenes, type Scenes } from '../server-access.ts';
import { AccessKeyForm } from './access-key-form.tsx';
import { SceneMenu } from './scene-menu.tsx';

/** The first thing a newcomer sees: one cup to press. */
export function Welcome({ onStart }: { onStart(wish: Wish): void }) {
  const { strings, language } = useInterface();
  const [scenes, setScenes] = useState<Scenes>();
  const [tries, setTries] = useState(0);
  const [chosen, setChosen] = useState<string>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is another load.
  useEffect(() => {
    const leaving = new AbortController();
    loadScenes(leaving.signal).then(setScenes, () => undefined);
    return () => leaving.abort();
  }, [tries]);

  const open = scenes?.kind === 'scenes';
  const [earlier, setEarlier] = useState<EarlierTalk>();
  useEffect(() => {
    const id = keptTalk();
    if (!open || id === undefined) return;
    const leaving = new AbortController();
    void loadEarlierTalk(id, leaving.signal).then((found) => {
      // Where the learner said nothing, there is nothing to go on with.
      if (found?.lines.some(({ kind }) => kind === 'learner')) setEarlier(found);
    });
    return () => leaving.abort();
  }, [open]);

  const list = scenes?.kind === 'scenes' ? scenes.scenes : [];
  const scene = list.find(({ id }) => id === chosen) ?? firstChoice(list, language);
  const start = (microphone: boolean): void => {
    if (scene !== undefined) onStart({ scene: scene.id, microphone });
  };
  const again = (): void => {
    setScenes(undefined);
    setTries(tries + 1);
  };

  return (
    <main className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-x-16 gap-y-6 px-4 pt-3 pb-16 sm:pt-6 sm:px-6 lg:grid-cols-[1.1fr_1fr] lg:pt-16">
      <div className="lg:self-center">
        <h1 className="font-serif text-display tracking-tight text-balance">
          <span className="block italic text-accent">{strings.welcome.lead}</span>
          {strings.welcome.title}
        </h1>
        <p className="mt-3 max-w-[34ch] leading-relaxed text-soft sm:mt-5 sm:text-xl sm:leading-relaxed">
          {strings.welcome.about}
        </p>
      </div>

      <div className="slip flex flex-col items-center px-5 pt-4 pb-12 sm:px-9 sm:pt-6">
        <div className="flex flex-col items-center gap-3 text-center">
          <Steam />
          <div className="[--cup:9.5rem]">
            <CupButton
              label={strings.welcome.start}
              mood="resting"
              microphone="on"
              onPress={() => start(true)}
              disabled={scene === undefined}
            />
          </div>
          <p className="mt-1 font-serif text-2xl" aria-hidden="true">
            {strings.welcome.start}
          </p>
          <p className="-mt-2 text-sm text-soft">{strings.welcome.startHint}</p>
          <button
            type="button"
            className="min-h-11 px-3 underline decoration-edge decoration-1 underline-offset-4 hover:decoration-accent hover:decoration-2 disabled:opacity-60"
            onClick={() => start(false)}
            disabled={scene === undefined}
          >
            {strings.welcome.type}
          </button>
        </div>
        {earlier !== undefined && (
          <button
            type="button"
            className="tool mt-2 max-w-full"
            onClick={() => onStart({ scene: earlier.scene, conversation: earlier.id, microphone: true })}
          >
            <Icon name="repeat" className="size-4.5 shrink-0 text-accent" />
            <span className="truncate">
              {strings.welcome.goOn}{' '}
              <span className="font-serif text-lg" lang={earlier.language}>
                {earlier.title}
              </span>
            </span>
          </button>
        )}
        <hr className="mt-4 mb-5 w-full border-t-2 border-dotted border-line" />
        {scenes?.kind === 'key' ? (
          <AccessKeyForm onKey={again} tried={tries > 0} />
        ) : (
          <SceneMenu scenes={scenes} chosen={scene?.id} onChoose={setChosen} onAgain={again} />
        )}
      </div>
    </main>
  );
}

/** A newcomer learns another language than the one of the page: Polish for an English page, and the other way round. */
function firstChoice(scenes: readonly SceneInfo[], language: InterfaceLanguage): SceneInfo | undefined {
  return (
    scenes.find((scene) => scene.from === language) ?? scenes.find((scene) => scene.language !== language) ?? scenes[0]
  );
}

function Steam() {
  return (
    <svg viewBox="0 0 90 34" className="-mb-2 h-9 w-24" strokeWidth="3" aria-hidden="true">
      <path className="steam" d="M25 32c-6-8 6-12 0-24" />
      <path className="steam" d="M45 32c-7-10 7-15 0-29" />
      <path className="steam" d="M65 32c-6-8 6-12 0-24" />
    </svg>
  );
}
