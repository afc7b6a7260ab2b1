import type { Ref } from 'react';
import { tools } from './use-shortcuts.ts';
import { useTalkWords } from './words.ts';

interface KeysDialogProps {
  dialogRef: Ref<HTMLDialogElement>;
  singleKeys: boolean;
  onSingleKeys(on: boolean): void;
}

/** Every key the page knows, and the switch for those that may be in the way of a reader's own. */
export function KeysDialog({ dialogRef, singleKeys, onSingleKeys }: KeysDialogProps) {
  const t = useTalkWords();
  const keys: [string, string][] = [
    ...tools.map(({ command, key }): [string, string] => [key.toUpperCase(), t(`tools.${command}`)]),
    ['W', t('keys.write')],
    ['?', t('keys.help')],
  ];
  return (
    <dialog
      ref={dialogRef}
      aria-labelledby="keys-title"
      className="m-auto w-[min(28rem,92vw)] rounded-xl border border-line bg-sheet p-6 text-ink shadow-2xl backdrop:bg-black/50"
    >
      <h2 id="keys-title" className="font-serif text-2xl">
        {t('keys.title')}
      </h2>
      <p className="mt-3">{t('keys.talk')}</p>
      <p className="mt-1">{t('keys.escape')}</p>
      <label className="mt-4 flex items-center gap-3 font-semibold">
        <input
          type="checkbox"
          className="size-5 accent-accent"
          checked={singleKeys}
          onChange={(event) => onSingleKeys(event.target.checked)}
        />
        {t('keys.on')}
      </label>
      <dl className={`mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 ${singleKeys ? '' : 'text-soft'}`}>
        {keys.map(([key, what]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="inline-block min-w-7 rounded border border-edge px-1.5 text-center">{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" className="mt-5 flex justify-end">
        <button type="submit" className="primary">
          {t('keys.close')}
        </button>
      </form>
    </dialog>
  );
}
