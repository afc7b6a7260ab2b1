import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Me } from '../../wire/api/learners.ts';
import type { Settings, SettingsChange } from '../../wire/settings.ts';
import { call } from '../api/call.ts';
import { useApi } from '../api/use-api.ts';
import { type InterfaceLanguage, useInterface } from '../i18n/interface-language.tsx';
import { applyAppearance } from './appearance.ts';

const ME = 'GET /v1/me';

/** Who is here, with all settings. Undefined while that is not known: no server, or nobody signed in. */
export function useMe(): Me | undefined {
  return useApi(ME, undefined, { staleTime: 300_000 }).data;
}

/** All settings of the person; undefined until they are known. */
export function useSettings(): Settings | undefined {
  return useMe()?.settings;
}

/** Changes settings at once on the page, then on the server; `onError` when they did not stay. */
export function useChangeSettings(onError?: (error: Error) => void): (change: SettingsChange) => void {
  const client = useQueryClient();
  const { choose } = useInterface();
  const { mutate } = useMutation({
    mutationFn: (change: SettingsChange) => call('PATCH /v1/me/settings', { body: change }),
    onMutate(change) {
      const before = client.getQueryData<Me>([ME]);
      put(client, (me) => ({ ...me, settings: { ...me.settings, ...change } as Settings }));
      return before;
    },
    onError(error, _, before) {
      if (before !== undefined) client.setQueryData([ME], before);
      onError?.(error);
    },
    onSuccess: (settings) => put(client, (me) => ({ ...me, settings })),
  });
  return (change) => {
    // What is seen at once lasts in this browser even when the server does not hear of it.
    if (change.theme !== undefined) applyAppearance({ theme: change.theme });
    if (change.motion !== undefined) applyAppearance({ motion: change.motion });
    if (change.language !== undefined) choose(change.language as InterfaceLanguage);
    mutate(change);
  };
}

function put(client: ReturnType<typeof useQueryClient>, change: (me: Me) => Me): void {
  client.setQueryData<Me>([ME], (me) => (me === undefined ? undefined : change(me)));
}
