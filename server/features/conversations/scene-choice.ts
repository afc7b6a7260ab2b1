import type { SceneSummary, Scenes } from '../../feature.ts';

export interface SceneWishes {
  /** `session.tutor.scene`: must exist. */
  named?: string | undefined;
  /** `?scene=`, then `?model=`: stock clients name models there that are no scenes. */
  scene?: string | undefined;
  model?: string | undefined;
  /** BCP-47 tags, the most telling first: `?language=`, the transcription's language, what the browser prefers. */
  languages: readonly string[];
}

/** The scene a client gets; undefined only when it named one that does not exist. */
export function chooseScene(
  source: Scenes,
  defaultFor: (language: string) => string,
  wishes: SceneWishes,
): SceneSummary | undefined {
  const scenes = source.list();
  const byId = (id: string | undefined): SceneSummary | undefined =>
    id === undefined ? undefined : (scenes.find((scene) => scene.id === id) ?? source.unlisted?.(id));
  if (wishes.named !== undefined) return byId(wishes.named);
  const asked = byId(wishes.scene) ?? byId(wishes.model);
  if (asked) return asked;
  for (const tag of wishes.languages) {
    const language = tag.toLowerCase().split('-')[0];
    const scene = byId(defaultFor(language ?? ''));
    if (scene?.language === language) return scene;
  }
  return byId(defaultFor('en')) ?? scenes[0];
}

/** The languages of an `Accept-Language` header, most wanted first. */
export function acceptedLanguages(header: string | undefined): string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(/;\s*q=/);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ tag, quality }) => /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(tag) && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}
