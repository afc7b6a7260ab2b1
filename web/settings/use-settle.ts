import type { Settings, SettingsChange } from '../../wire/settings.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import { useChangeSettings, useSettings } from './use-settings.ts';

/** As it is before anybody says where they live. */
const UNSET_ZONE = 'UTC';

/** With the first lesson a newcomer's languages and days are settled, without asking anything. */
export function useSettle(): (scene: { language: string; from: string }) => void {
  const settings = useSettings();
  const change = useChangeSettings();
  const { language } = useInterface();
  return (scene) => {
    if (settings === undefined) return;
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const wanted: Partial<Settings> = {
      language,
      learning: known(scene.language) ?? settings.learning,
      from: known(scene.from) ?? settings.from,
      time_zone: settings.time_zone === UNSET_ZONE ? here : settings.time_zone,
    };
    const names = Object.keys(wanted) as (keyof Settings)[];
    if (names.some((name) => settings[name] !== wanted[name])) change(wanted as SettingsChange);
  };
}

const known = (language: string): 'en' | 'pl' | undefined => (['en', 'pl'] as const).find((one) => one === language);
