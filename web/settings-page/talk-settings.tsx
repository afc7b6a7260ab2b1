import type { Settings } from '../../wire/settings.ts';
import { Switch } from '../design/choices.tsx';
import { ChoiceOf } from './choice-of.tsx';
import { SettingsGroup, useSetting } from './settings-group.tsx';
import { SliderSetting } from './slider-setting.tsx';
import { useSettingsWords } from './words.ts';

const sure = [1, 2, 3, 4, 5] as const;

/** How the talk goes. */
export function TalkSettings({ settings }: { settings: Settings }) {
  const t = useSettingsWords();
  const change = useSetting();
  return (
    <SettingsGroup title={t('talk.title')}>
      <ChoiceOf
        label={t('tutor_mode')}
        hint={t(`tutor_mode.${settings.tutor_mode}.hint`)}
        value={settings.tutor_mode}
        values={['coach', 'drill', 'teacher']}
        say={(mode) => t(`tutor_mode.${mode}`)}
        onChange={(tutor_mode) => change({ tutor_mode })}
      />
      <ChoiceOf
        label={t('translation')}
        value={settings.translation}
        values={['show', 'smart', 'hide']}
        say={(one) => t(`translation.${one}`)}
        onChange={(translation) => change({ translation })}
      />
      <SliderSetting
        label={t('confidence_slider')}
        hint={t('confidence_slider.hint')}
        value={settings.confidence_slider}
        min={1}
        max={5}
        say={(value) => t(`confidence.${sure.find((one) => one === value) ?? 3}`)}
        onDone={(confidence_slider) => change({ confidence_slider })}
      />
      <ChoiceOf
        label={t('mic_mode')}
        value={settings.mic_mode}
        values={['tap', 'hold']}
        say={(mode) => t(`mic_mode.${mode}`)}
        onChange={(mic_mode) => change({ mic_mode })}
      />
      <Switch
        label={t('captions')}
        hint={t('captions.hint')}
        checked={settings.captions}
        onChange={(captions) => change({ captions })}
      />
    </SettingsGroup>
  );
}
