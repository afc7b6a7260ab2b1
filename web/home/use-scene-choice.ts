import { useApi } from '../api/use-api.ts';
import type { SceneInfo } from '../conversation/talk-state.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import { useSettings } from '../settings/use-settings.ts';

/** Scenes for this person, the best to begin with first; undefined while they are not known. */
export function useScenes(): { scenes: readonly SceneInfo[] | undefined; failed: boolean; again(): void } {
  const { language } = useInterface();
  const settings = useSettings();
  const answer = useApi('GET /v1/scenes', undefined, { staleTime: 300_000 });
  const known = answer.data?.data;
  // Until somebody says otherwise, a person learns another language than the one they read the page in.
  const from = settings === undefined || settings.learning === language ? language : settings.from;
  const fits = known?.filter((scene) => scene.from === from && scene.language !== from);
  return {
    scenes: fits !== undefined && fits.length > 0 ? fits : known,
    failed: answer.isError,
    again: () => void answer.refetch(),
  };
}
