import { useApi } from '../api/use-api.ts';
import type { SceneInfo } from '../conversation/talk-state.ts';
import { usePair } from '../settings/use-pair.ts';

/** Scenes for this person, the best to begin with first; undefined while they are not known. */
export function useScenes(first: string | undefined): {
  scenes: readonly SceneInfo[] | undefined;
  failed: boolean;
  again(): void;
} {
  const { from, learning } = usePair();
  const answer = useApi('GET /v1/scenes', undefined, { staleTime: 300_000 });
  const known = answer.data?.data;
  const fits = known?.filter((scene) => scene.from === from && scene.language === learning);
  const list = fits !== undefined && fits.length > 0 ? fits : known;
  return {
    scenes: list?.toSorted((a, b) => Number(b.id === first) - Number(a.id === first)),
    failed: answer.isError,
    again: () => void answer.refetch(),
  };
}
