import { useState } from 'react';
import { ConversationRoom } from './conversation/conversation-room.tsx';
import { Talk } from './conversation/talk.ts';
import { loadEarlierTalk } from './earlier-talk.ts';
import { PageHeader } from './page-header.tsx';
import { keptKey, socketUrl } from './server-access.ts';
import { Welcome } from './welcome/welcome.tsx';

export interface Wish {
  scene: string;
  microphone: boolean;
  /** An earlier conversation to go on with. */
  conversation?: string | undefined;
}

/** The page: a welcome, and then one conversation at a time. */
export function App() {
  const [current, setCurrent] = useState<{ n: number; talk: Talk; wish: Wish }>();

  const leave = (): void => {
    void current?.talk[Symbol.asyncDispose]();
    setCurrent(undefined);
  };
  const begin = (wish: Wish): void => {
    leave();
    const { conversation, scene, microphone } = wish;
    const url = socketUrl(location, conversation);
    // A page that is left stops the talk, and with it whoever would show what this loads.
    const earlier =
      conversation === undefined ? {} : { earlier: loadEarlierTalk(conversation, AbortSignal.timeout(10_000)) };
    const talk = new Talk({ url, key: keptKey(), scene, microphone, ...earlier });
    setCurrent({ n: (current?.n ?? 0) + 1, talk, wish });
    // Started in the click itself, which is what lets the page make sound.
    void talk.start();
  };

  if (current === undefined) {
    return (
      <>
        <PageHeader />
        <Welcome onStart={begin} />
      </>
    );
  }
  return (
    <ConversationRoom
      key={current.n}
      talk={current.talk}
      onAgain={() => begin({ ...current.wish, conversation: undefined })}
      onGoOn={(conversation) => begin({ ...current.wish, conversation })}
      onLeave={leave}
    />
  );
}
