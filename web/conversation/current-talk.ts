import { useSyncExternalStore } from 'react';
import { token } from '../api/session.ts';
import { loadEarlierTalk } from '../earlier-talk.ts';
import { socketUrl } from '../server-access.ts';
import { Talk } from './talk.ts';
import { tellTalkLeft } from './talk-left.ts';

export interface Wish {
  scene: string;
  microphone: boolean;
  /** Heard only while the talk button is held. */
  holding?: boolean;
  /** An earlier conversation to go on with. */
  conversation?: string | undefined;
}

interface CurrentTalk {
  readonly n: number;
  readonly talk: Talk;
  readonly wish: Wish;
}

/** One conversation at a time: it is begun on one page and held on another. */
let current: CurrentTalk | undefined;
const watchers = new Set<() => void>();

/** Call it in the click or key press itself, which is what lets the page make sound. */
export function beginTalk(wish: Wish): void {
  end();
  const { conversation, scene, microphone } = wish;
  // A page that is left stops the talk, and with it whoever would show what this loads.
  const earlier =
    conversation === undefined ? {} : { earlier: loadEarlierTalk(conversation, AbortSignal.timeout(10_000)) };
  const talk = new Talk({
    url: socketUrl(location, conversation),
    key: token,
    scene,
    microphone,
    holding: wish.holding === true,
    ...earlier,
  });
  put({ n: (current?.n ?? 0) + 1, talk, wish });
  void talk.start();
}

export function leaveTalk(): void {
  end();
  put(undefined);
}

function end(): void {
  if (current === undefined) return;
  void current.talk[Symbol.asyncDispose]().finally(tellTalkLeft);
}

export function useCurrentTalk(): CurrentTalk | undefined {
  return useSyncExternalStore(subscribe, () => current);
}

function put(next: CurrentTalk | undefined): void {
  current = next;
  for (const watcher of watchers) watcher();
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
