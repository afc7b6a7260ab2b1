import { useState } from 'react';
import type { Settings } from '../../wire/settings.ts';
import { useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Switch } from '../design/choices.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { DownloadButton } from '../design/download-button.tsx';
import { toast } from '../design/toasts.tsx';
import { EraseMe } from './erase-me.tsx';
import { SettingsGroup, useSetting } from './settings-group.tsx';
import { useSettingsWords } from './words.ts';

/** Consent, taking everything along, and erasing it. */
export function PrivacySettings({ settings, withPassword }: { settings: Settings; withPassword: boolean }) {
  const t = useSettingsWords();
  const change = useSetting();
  const [asking, setAsking] = useState(false);
  const remove = useChange('DELETE /v1/recordings', {
    stale: ['GET /v1/recordings'],
    onDone({ deleted }) {
      setAsking(false);
      toast({ text: t('recordings.deleted', { count: deleted }) });
    },
  });
  return (
    <SettingsGroup title={t('privacy.title')}>
      <div>
        <Switch
          label={t('keep_recordings')}
          hint={t('keep_recordings.hint')}
          checked={settings.keep_recordings}
          onChange={(keep_recordings) => {
            change({ keep_recordings });
            // Taking consent back asks about what was kept under it.
            if (!keep_recordings) setAsking(true);
          }}
        />
        <Button size="small" className="mt-3" icon="trash" onClick={() => setAsking(true)}>
          {t('recordings.all')}
        </Button>
      </div>
      <div>
        <h3 className="font-semibold">{t('export.title')}</h3>
        <p className="mb-3 text-sm text-soft">{t('export.hint')}</p>
        <DownloadButton url="/v1/me/export" name="parlando.zip">
          {t('export.button')}
        </DownloadButton>
      </div>
      <EraseMe withPassword={withPassword} />
      <ConfirmDialog
        open={asking}
        title={t('recordings.deleteTitle')}
        action={t('recordings.delete')}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({})}
        onClose={() => setAsking(false)}
      >
        <p>{settings.keep_recordings ? t('recordings.all') : t('recordings.deleteText')}</p>
      </ConfirmDialog>
    </SettingsGroup>
  );
}
