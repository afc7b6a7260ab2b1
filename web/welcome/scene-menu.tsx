import type { SceneInfo } from '../conversation/talk-state.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import type { Scenes } from '../server-access.ts';

interface SceneMenuProps {
  scenes: Scenes | undefined;
  chosen: string | undefined;
  onChoose(id: string): void;
  onAgain(): void;
}

/** The scenes as a menu card: one is chosen already, so that nobody has to. */
export function SceneMenu({ scenes, chosen, onChoose, onAgain }: SceneMenuProps) {
  const { strings } = useInterface();
  if (scenes === undefined) return <p className="py-8 text-soft">{strings.welcome.loading}</p>;
  if (scenes.kind !== 'scenes') {
    return (
      <div role="alert" className="py-6 text-center">
        <p className="mb-3">{strings.welcome.unreachable}</p>
        <button type="button" className="tool" onClick={onAgain}>
          {strings.welcome.again}
        </button>
      </div>
    );
  }
  if (scenes.scenes.length === 0) return <p className="py-8 text-soft">{strings.welcome.none}</p>;
  return (
    <fieldset className="w-full">
      <legend className="label mx-auto mb-3">{strings.welcome.menu}</legend>
      {scenes.scenes.map((scene) => (
        <SceneEntry key={scene.id} scene={scene} checked={scene.id === chosen} onChoose={() => onChoose(scene.id)} />
      ))}
    </fieldset>
  );
}

function SceneEntry({ scene, checked, onChoose }: { scene: SceneInfo; checked: boolean; onChoose(): void }) {
  const { strings, nameOf } = useInterface();
  return (
    <label className="block rounded-lg border border-transparent px-3 py-2.5 hover:bg-paper has-checked:border-accent has-checked:bg-wash has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      <input type="radio" name="scene" className="sr-only" checked={checked} onChange={onChoose} />
      <span className="flex items-baseline gap-2">
        <span className="font-serif text-xl" lang={scene.language}>
          {scene.title}
        </span>
        <span className="leader" aria-hidden="true" />
        <span className="whitespace-nowrap">
          {nameOf(scene.language)} <span className="font-semibold">{scene.level}</span>
        </span>
      </span>
      <span className="mt-0.5 block text-sm text-soft">
        <span lang={scene.from}>{scene.description}</span> ({strings.welcome.from(nameOf(scene.from))})
      </span>
    </label>
  );
}
