import type { Settings } from '../../wire/settings.ts';
import { Switch } from '../design/choices.tsx';
import { SayButton } from '../sound/say-button.tsx';
import { ChoiceOf } from './choice-of.tsx';
import { MicrophoneTest } from './microphone-test.tsx';
import { SettingsGroup, useSetting } from './settings-group.tsx';
import { useSettingsWords } from './words.ts';

/**
 * The tutor's voice, and the learner's microphone. The settings `voice` and `voice_mode` are kept and exported for other
 * programs, but are not offered here: a voice does not tell whether it is a man's or a woman's, and which service speaks
 * is for whoever runs the server to say. Nothing would change.
 */
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
      <div>
        <SayButton
          wide
          label={t('test.voice')}
          text={t(`test.voiceText.${settings.learning}`)}
          language={settings.learning}
        />
      </div>
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
