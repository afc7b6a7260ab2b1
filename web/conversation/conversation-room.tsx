import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { IconButton } from '../design/button.tsx';
import { remember, remembered } from '../remember.ts';
import { Announcer } from './announcer.tsx';
import { Composer } from './composer.tsx';
import { Dock } from './dock.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { isReviewScene } from './lesson-scene.ts';
import { Notices } from './notices.tsx';
import { RoomHead } from './room-head.tsx';
import { SummarySlip } from './summary-slip.tsx';
import type { Talk } from './talk.ts';
import { TaskSlip } from './task-slip.tsx';
import { Transcript } from './transcript.tsx';
import { tools, useShortcuts } from './use-shortcuts.ts';
import { WantedLesson } from './wanted-lesson.tsx';
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
  const over = state.connection === 'ended' || state.summary !== undefined || state.task !== undefined;
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
      <RoomHead state={state} onLeave={onLeave}>
        <IconButton
          icon="keyboard"
          look="bordered"
          className="hidden size-10 sm:grid"
          label={t('keys.open')}
          onClick={() => keysDialog.current?.showModal()}
        />
      </RoomHead>
      <main className="flex min-h-0 w-full flex-1 flex-col">
        <div className="mx-auto flex min-h-0 w-full max-w-4xl flex-1 flex-col">
          <Transcript talk={talk} state={state} onChoose={choose} busy={!open || over}>
            {state.summary !== undefined && (
              <SummarySlip
                summary={state.summary}
                review={isReviewScene(state.scene?.id ?? '')}
                onAgain={onAgain}
                onLeave={onLeave}
              />
            )}
            {state.task !== undefined && <TaskSlip task={state.task} onAgain={onAgain} />}
          </Transcript>
          <Notices talk={talk} state={state} onAgain={onAgain} onGoOn={onGoOn} />
          <WantedLesson talk={talk} state={state} />
        </div>
        {!over && (
          <Dock talk={talk} state={state} cupRef={cup} onCommand={command} showKeys={singleKeys} disabled={!open}>
            <Composer
              draft={draft}
              onDraft={setDraft}
              onSend={(text) => talk.say(text)}
              language={state.scene?.language}
              disabled={!open}
              inputRef={input}
            />
          </Dock>
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
