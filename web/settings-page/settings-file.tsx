import { useState } from 'react';
import type { Settings } from '../../wire/settings.ts';
import { saveAs } from '../api/files.ts';
import { useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Switch } from '../design/choices.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { FilePicker } from '../design/file-picker.tsx';
import { toast } from '../design/toasts.tsx';
import { SettingsGroup, useSetting } from './settings-group.tsx';
import { useSettingsWords } from './words.ts';

const MOST_BYTES = 100_000;

/** Settings as a file, and back to the first ones. */
export function SettingsFile({ settings }: { settings: Settings }) {
  const t = useSettingsWords();
  const change = useSetting();
  const [wrong, setWrong] = useState<string>();
  const [asking, setAsking] = useState(false);
  const reset = useChange('DELETE /v1/me/settings', {
    stale: ['GET /v1/me'],
    onDone() {
      setAsking(false);
      toast({ text: t('reset.done') });
    },
  });
  const save = (): void => {
    const file = new Blob([`${JSON.stringify(settings, null, 2)}\n`], { type: 'application/json' });
    saveAs(file, 'parlando-settings.json');
  };
  const load = async (file: File | undefined): Promise<void> => {
    setWrong(undefined);
    if (file === undefined) return;
    if (file.size > MOST_BYTES) return setWrong(t('file.bad'));
    const content = contentOf(await file.text());
    if (content === undefined) return setWrong(t('file.bad'));
    const { settingsChange, settings: schema } = await import('../../wire/settings.ts');
    // What a newer or an older server knows besides is left out.
    const known = Object.fromEntries(Object.entries(content).filter(([name]) => name in schema.shape));
    const parsed = settingsChange.safeParse(known);
    if (!parsed.success) {
      const name = parsed.error.issues[0]?.path.join('.') ?? '';
      return setWrong(name === '' ? t('file.bad') : t('file.badField', { name }));
    }
    change(parsed.data);
    toast({ text: t('file.done', { count: Object.keys(known).length }) });
  };
  return (
    <SettingsGroup title={t('file.title')} lead={t('file.hint')}>
      <div className="flex flex-wrap gap-3">
        <Button icon="download" onClick={save}>
          {t('file.export')}
        </Button>
        <Button icon="undo" onClick={() => setAsking(true)}>
          {t('reset.button')}
        </Button>
      </div>
      <FilePicker
        label={t('file.import')}
        choose={t('file.choose')}
        drop={t('file.drop')}
        accept=".json,application/json"
        file={undefined}
        error={wrong}
        onFile={(file) => void load(file)}
      />
      <Switch
        label={t('developer_mode')}
        hint={t('developer_mode.hint')}
        checked={settings.developer_mode}
        onChange={(developer_mode) => change({ developer_mode })}
      />
      <ConfirmDialog
        open={asking}
        title={t('reset.title')}
        action={t('reset.button')}
        busy={reset.isPending}
        error={reset.error}
        onConfirm={() => reset.mutate({})}
        onClose={() => setAsking(false)}
      >
        <p>{t('reset.text')}</p>
      </ConfirmDialog>
    </SettingsGroup>
  );
}

function contentOf(text: string): object | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null && !Array.isArray(content) ? content : undefined;
  } catch {
    return undefined;
  }
}
