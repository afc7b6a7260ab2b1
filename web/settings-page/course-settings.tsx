import type { Settings } from '../../wire/settings.ts';
import { Button } from '../design/button.tsx';
import { Segments } from '../design/choices.tsx';
import { Select } from '../design/field.tsx';
import { interfaceLanguages, ownName, useInterface } from '../i18n/interface-language.tsx';
import { SettingsGroup, useSetting } from './settings-group.tsx';
import { useSettingsWords } from './words.ts';

const pairs = [
  { learning: 'pl', from: 'en' },
  { learning: 'en', from: 'pl' },
] as const;

const zones = Intl.supportedValuesOf('timeZone');
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Languages, and where the learner's days begin and end. */
export function CourseSettings({ settings }: { settings: Settings }) {
  const t = useSettingsWords();
  const { nameOf, language } = useInterface();
  const change = useSetting();
  const known = zones.includes(settings.time_zone) ? zones : [settings.time_zone, ...zones];
  return (
    <SettingsGroup title={t('course.title')}>
      <Segments
        label={t('course')}
        value={settings.learning}
        onChange={(learning) => change(pairs.find((pair) => pair.learning === learning) ?? pairs[0])}
        options={pairs.map(({ learning, from }) => ({
          value: learning,
          label: t('course.pair', { learning: nameOf(learning), from: nameOf(from) }),
        }))}
      />
      <Segments
        label={t('language')}
        value={language}
        onChange={(next) => change({ language: next })}
        options={interfaceLanguages.map((value) => ({ value, label: ownName(value), lang: value }))}
      />
      <div>
        <Select
          label={t('time_zone')}
          hint={t('time_zone.hint')}
          value={settings.time_zone}
          onChange={(time_zone) => change({ time_zone })}
          options={known.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
        />
        {here !== settings.time_zone && (
          <Button size="small" className="mt-2" onClick={() => change({ time_zone: here })}>
            {t('time_zone.here', { zone: here.replaceAll('_', ' ') })}
          </Button>
        )}
      </div>
    </SettingsGroup>
  );
}
