import { useApi } from '../api/use-api.ts';
import { Page } from '../app/page.tsx';
import { ButtonLink } from '../design/button.tsx';
import { Loaded } from '../design/loaded.tsx';
import { CourseSettings } from './course-settings.tsx';
import { GoalSettings } from './goal-settings.tsx';
import { LookSettings } from './look-settings.tsx';
import { Presets } from './presets.tsx';
import { PrivacySettings } from './privacy-settings.tsx';
import { SettingsFile } from './settings-file.tsx';
import { SoundSettings } from './sound-settings.tsx';
import { TalkSettings } from './talk-settings.tsx';
import { useSettingsWords } from './words.ts';

/** Every setting; each change counts at once. */
export default function SettingsPage() {
  const t = useSettingsWords();
  const me = useApi('GET /v1/me');
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <ButtonLink to="/account" icon="person">
          {t('account')}
        </ButtonLink>
      }
    >
      <Loaded query={me} rows={5}>
        {({ settings, email }) => (
          <div className="divide-y divide-line">
            <Presets settings={settings} />
            <CourseSettings settings={settings} />
            <TalkSettings settings={settings} />
            <SoundSettings settings={settings} />
            <GoalSettings settings={settings} />
            <LookSettings settings={settings} />
            <PrivacySettings settings={settings} withPassword={email !== null} />
            <SettingsFile settings={settings} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
