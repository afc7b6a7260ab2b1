import type { Settings } from '../../wire/settings.ts';
import { ChoiceCard } from '../design/choices.tsx';
import { toast } from '../design/toasts.tsx';
import { SettingsGroup, useSetting } from './settings-group.tsx';
import { useSettingsWords } from './words.ts';

const presets = ['kid', 'adult', 'teacher'] as const;

/** A few settings at once. */
export function Presets({ settings }: { settings: Settings }) {
  const t = useSettingsWords();
  const change = useSetting();
  const choose = async (preset: (typeof presets)[number]): Promise<void> => {
    // What a preset sets is the wire's to say; it is loaded when it is needed.
    const { profilePresets } = await import('../../wire/settings.ts');
    change({ ...profilePresets[preset], profile_template: preset });
    toast({ text: t('preset.done', { name: t(`preset.${preset}`) }) });
  };
  return (
    <SettingsGroup title={t('preset.title')} lead={t('preset.lead')}>
      <fieldset className="grid gap-3">
        <legend className="sr-only">{t('preset.title')}</legend>
        {presets.map((preset) => (
          <ChoiceCard
            key={preset}
            name="preset"
            checked={settings.profile_template === preset}
            onChange={() => void choose(preset)}
          >
            <span className="block font-semibold">{t(`preset.${preset}`)}</span>
            <span className="block text-sm text-soft">{t(`preset.${preset}.hint`)}</span>
          </ChoiceCard>
        ))}
      </fieldset>
    </SettingsGroup>
  );
}
