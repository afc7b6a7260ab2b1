import type { Settings } from '../../wire/settings.ts';
import { Switch } from '../design/choices.tsx';
import { SayButton } from '../sound/say-button.tsx';
import { ChoiceOf } from './choice-of.tsx';
import { MicrophoneTest } from './microphone-test.tsx';
import { SettingsGroup, useSetting } from './settings-group.tsx';
import { useSettingsWords } from './words.ts';

const speeds = { slow: 0.8, normal: 1, fast: 1.15 } as const;

/** The tutor's voice, and the learner's microphone. */
export function SoundSettings({ settings }: { settings: Settings }) {
  const t = useSettingsWords();
  const change = useSetting();
  return (
    <SettingsGroup title={t('sound.title')}>
      <ChoiceOf
        label={t('audio_speed')}
        value={settings.audio_speed}
        values={['slow', 'normal', 'fast']}
        say={(speed) => t(`audio_speed.${speed}`)}
        onChange={(audio_speed) => change({ audio_speed })}
      />
      <ChoiceOf
        label={t('voice')}
        value={settings.voice}
        values={['female', 'male', 'neutral']}
        say={(voice) => t(`voice.${voice}`)}
        onChange={(voice) => change({ voice })}
      />
      <div>
        <SayButton
          wide
          label={t('test.voice')}
          text={t(`test.voiceText.${settings.learning}`)}
          language={settings.learning}
          speed={speeds[settings.audio_speed]}
        />
      </div>
      <ChoiceOf
        label={t('voice_mode')}
        hint={t('voice_mode.hint')}
        value={settings.voice_mode}
        values={['offline', 'online']}
        say={(mode) => t(`voice_mode.${mode}`)}
        onChange={(voice_mode) => change({ voice_mode })}
      />
      <ChoiceOf
        label={t('audio_output')}
        hint={t('audio_output.hint')}
        value={settings.audio_output}
        values={['speakers', 'headphones']}
        say={(output) => t(`audio_output.${output}`)}
        onChange={(audio_output) => change({ audio_output })}
      />
      <Switch
        label={t('sounds')}
        hint={t('sounds.hint')}
        checked={settings.sounds}
        onChange={(sounds) => change({ sounds })}
      />
      <MicrophoneTest />
    </SettingsGroup>
  );
}
