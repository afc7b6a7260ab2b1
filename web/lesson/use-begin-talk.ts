import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Wish } from '../conversation/current-talk.ts';

import { useSettings } from '../settings/use-settings.ts';

type Talking = typeof import('../conversation/current-talk.ts');
let loading: Promise<Talking> | undefined;
let loaded: Talking | undefined;

function load(): Promise<Talking> {
  loading ??= import('../conversation/current-talk.ts').then((module) => {
    loaded = module;
    return module;
  });
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

/** Begins a talk and goes to its room. What it takes is loaded ahead, so that a press on the button begins at once. */
export function useBeginTalk(): (wish: Wish) => void {
  const navigate = useNavigate();
  const holding = useSettings()?.mic_mode === 'hold';
  const [failed, setFailed] = useState<Error>();
  if (failed !== undefined) throw failed;
  useEffect(() => {
    // A press loads again, and tells when it cannot.
    load().catch((error: unknown) => console.info('the room could not be loaded ahead', error));
  }, []);
  return (wish) => {
    // Without a connection the talk is held on this device, by text.
    if (!navigator.onLine && !wish.scene.includes(':')) {
      void navigate({ to: '/lesson/$id/text', params: { id: wish.scene } });
      return;
    }
    const go = (talking: Talking): void => {
      talking.beginTalk({ holding, ...wish });
      void navigate({ to: '/lesson/$id', params: { id: wish.scene } });
    };
    if (loaded !== undefined) go(loaded);
    else load().then(go, setFailed);
  };
}
