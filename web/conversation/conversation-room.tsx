import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { PageHeader } from '../app/page-header.tsx';
import { Icon } from '../design/icons.tsx';
import { remember, remembered } from '../remember.ts';
import { Announcer } from './announcer.tsx';
import { Composer } from './composer.tsx';
import { Dock } from './dock.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { Notices } from './notices.tsx';
import { SceneHead } from './scene-head.tsx';
import { SummarySlip } from './summary-slip.tsx';
import type { Talk } from './talk.ts';
import { Transcript } from './transcript.tsx';
import { tools, useShortcuts } from './use-shortcuts.ts';
import { useTalkWords } from './words.ts';

interface ConversationRoomProps {
  talk: Talk;
  onAgain(): void;
  /** The conversation broke off and shall go on where it was. */
  onGoOn(conversation: string): void;
  onLeave(): void;
}

/** One conversation: what was said, the cup, the tutor's help, and a line to type on. */
export function ConversationRoom({ talk, onAgain, onGoOn, onLeave }: ConversationRoomProps) {
  const t = useTalkWords();
  const state = useSyncExternalStore(talk.subscribe, talk.snapshot);
  const cup = useRef<HTMLButtonElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const keysDialog = useRef<HTMLDialogElement>(null);
  const [draft, setDraft] = useState('');
  const [singleKeys, setSingleKeys] = useState(() => remembered('single-keys') !== 'off');

  // The cup was pressed on the page before; here it is again, under the same fingers.
  useEffect(() => cup.current?.focus({ preventScroll: true }), []);

  const open = state.connection === 'open';
  const over = state.connection === 'ended' || state.summary !== undefined;
  const command = (name: string): void => {
    if (open && !over) talk.command(name);
  };
  useShortcuts(
    {
      'Escape': () => talk.stopTutor(),
      ...Object.fromEntries(tools.map(({ command: name, key }) => [key, () => command(name)])),
      'w': () => input.current?.focus(),
      '?': () => keysDialog.current?.showModal(),
    },
    singleKeys,
  );

  const choose = (answer: string): void => {
    setDraft(answer);
    input.current?.focus();
  };

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <PageHeader>
        <button
          type="button"
          className="hidden size-10 place-items-center rounded-full border border-line bg-sheet sm:grid"
          aria-label={t('keys.open')}
          title={t('keys.open')}
          onClick={() => keysDialog.current?.showModal()}
        >
          <Icon name="keyboard" />
        </button>
      </PageHeader>
      <main className="mx-auto grid min-h-0 w-full max-w-6xl flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto] lg:grid-cols-[20rem_minmax(0,1fr)] lg:grid-rows-[auto_minmax(0,1fr)] lg:gap-x-10 lg:px-6">
        <SceneHead state={state} onLeave={onLeave} />
        <div className="row-start-2 flex min-h-0 flex-col lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:pb-6">
          <Transcript talk={talk} state={state} onChoose={choose} busy={!open || over}>
            {state.summary !== undefined && <SummarySlip summary={state.summary} onAgain={onAgain} onLeave={onLeave} />}
          </Transcript>
          <Notices talk={talk} state={state} onAgain={onAgain} onGoOn={onGoOn} />
          {!over && (
            <Composer
              draft={draft}
              onDraft={setDraft}
              onSend={(text) => talk.say(text)}
              language={state.scene?.language}
              disabled={!open}
              inputRef={input}
            />
          )}
        </div>
        {!over && (
          <Dock talk={talk} state={state} cupRef={cup} onCommand={command} showKeys={singleKeys} disabled={!open} />
        )}
      </main>
      <Announcer state={state} />
      <KeysDialog
        dialogRef={keysDialog}
        singleKeys={singleKeys}
        onSingleKeys={(on) => {
          remember('single-keys', on ? 'on' : 'off');
          setSingleKeys(on);
        }}
      />
    </div>
  );
}
