import { Icon } from '../design/icons.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import type { TalkState } from './talk-state.ts';
import { useTalkWords } from './words.ts';

/** Where we are: the scene, and how far along it. */
export function SceneHead({ state, onLeave }: { state: TalkState; onLeave(): void }) {
  const t = useTalkWords();
  const { nameOf } = useInterface();
  const { scene, progress, prompt } = state;
  const total = progress?.total ?? prompt?.total ?? 0;
  const done = progress?.done ?? 0;
  return (
    <div className="flex items-center gap-3 border-b border-line px-4 pt-1 pb-3 sm:px-6 lg:items-start lg:border-0 lg:px-0 lg:pt-6">
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-3 lg:block">
          <h1
            className="truncate font-serif text-2xl tracking-tight lg:text-4xl lg:text-balance lg:whitespace-normal"
            lang={scene?.language}
          >
            {scene?.title ?? '…'}
          </h1>
          {scene !== undefined && (
            <p className="shrink-0 text-sm text-soft lg:mt-2 lg:text-base">
              {nameOf(scene.language)} <span className="font-semibold">{scene.level}</span>
            </p>
          )}
        </div>
        {scene !== undefined && (
          <p className="mt-2 hidden leading-relaxed text-soft lg:block" lang={scene.from}>
            {scene.description}
          </p>
        )}
        {total > 0 && (
          <div
            role="progressbar"
            aria-label={t('talk.path')}
            aria-valuemin={0}
            aria-valuemax={total}
            aria-valuenow={Math.min(done, total)}
            aria-valuetext={t('talk.progress', { done, total })}
            className="mt-2 flex max-w-72 gap-1.5 lg:mt-5"
          >
            {Array.from({ length: total }, (_, n) => (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: the steps are their places.
                key={n}
                className={`h-1.5 flex-1 rounded-full ${n < done ? 'bg-accent' : n === done ? 'border border-accent bg-wash' : 'bg-line'}`}
              />
            ))}
          </div>
        )}
      </div>
      <button
        type="button"
        className="tool px-3"
        onClick={onLeave}
        aria-label={t('talk.leave')}
        title={t('talk.leave')}
      >
        <Icon name="cross" className="size-4" />
      </button>
    </div>
  );
}
