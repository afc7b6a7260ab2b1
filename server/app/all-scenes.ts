import type { SceneSource, Scenes } from '../feature.ts';

/** The scenes of several features as one source; the first that knows an id opens it. */
export function allScenes(sources: readonly SceneSource[]): Required<SceneSource> {
  return {
    ...together(sources),
    async forPerson(personId) {
      return together(await Promise.all(sources.map(async (source) => (await source.forPerson?.(personId)) ?? source)));
    },
  };
}

function together(all: readonly Scenes[]): Required<Scenes> {
  return {
    list: () => all.flatMap((scenes) => scenes.list()),
    unlisted(id) {
      for (const scenes of all) {
        const found = scenes.unlisted?.(id);
        if (found) return found;
      }
      return undefined;
    },
    open(id, options) {
      for (const scenes of all) {
        const scene = scenes.open(id, options);
        if (scene) return scene;
      }
      return undefined;
    },
  };
}
