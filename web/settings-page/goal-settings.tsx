import type { Settings } from '../../wire/settings.ts';
import { Switch } from '../design/choices.tsx';
import { Select } from '../design/field.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayShare } from '../i18n/say-times.ts';
import { SettingsGroup, useSetting } from './settings-group.tsx';
import { SliderSetting } from './slider-setting.tsx';
import { useSettingsWords } from './words.ts';

const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** How much a day, and how well to remember it. */
export function GoalSettings({ settings }: { settings: Settings }) {
  const t = useSettingsWords();
  const { language } = useInterface();
  const change = useSetting();
  const clock = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  return (
    <SettingsGroup title={t('goals.title')}>
      <SliderSetting
        label={t('daily_goal_minutes')}
        value={settings.daily_goal_minutes}
        min={1}
        max={Math.max(120, settings.daily_goal_minutes)}
        say={(count) => t('minutes', { count })}
        onDone={(daily_goal_minutes) => change({ daily_goal_minutes })}
      />
      <SliderSetting
        label={t('review_minutes')}
        value={settings.review_minutes}
        min={1}
        max={Math.max(60, settings.review_minutes)}
        say={(count) => t('minutes', { count })}
        onDone={(review_minutes) => change({ review_minutes })}
      />
      <SliderSetting
        label={t('new_cards_per_day')}
        value={settings.new_cards_per_day}
        min={0}
        max={Math.max(50, settings.new_cards_per_day)}
        say={(count) => t('cards', { count })}
        onDone={(new_cards_per_day) => change({ new_cards_per_day })}
      />
      <SliderSetting
        label={t('desired_retention')}
        hint={t('desired_retention.hint')}
        value={Math.round(settings.desired_retention * 100)}
        min={70}
        max={97}
        say={(percent) => sayShare(percent / 100, language)}
        onDone={(percent) => change({ desired_retention: percent / 100 })}
      />
      <Switch
        label={t('reminders')}
        hint={t('reminders.hint')}
        checked={settings.reminders}
        onChange={(reminders) => change({ reminders })}
      />
      {settings.reminders && (
        <div className="max-w-40">
          <Select
            label={t('reminder_hour')}
            value={String(settings.reminder_hour)}
            onChange={(hour) => change({ reminder_hour: Number(hour) })}
            options={hours.map((hour) => ({ value: String(hour), label: clock.format(new Date(hour * 3_600_000)) }))}
          />
        </div>
      )}
    </SettingsGroup>
  );
}
