import type { SceneSource } from '../feature.ts';

/** The scenes of several features as one source; the first that knows an id opens it. */
export function allScenes(sources: readonly SceneSource[]): SceneSource {
  return {
    list: () => sources.flatMap((source) => source.list()),
    open(id, options) {
      for (const source of sources) {
        const scene = source.open(id, options);
        if (scene) return scene;
      }
      return undefined;
    },
  };
}
