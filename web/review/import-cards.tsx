import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { call } from '../api/call.ts';
import type { Answer } from '../api/doors.ts';
import { upload } from '../api/files.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { Switch } from '../design/choices.tsx';
import { Select } from '../design/field.tsx';
import { FilePicker } from '../design/file-picker.tsx';
import { Meter } from '../design/meter.tsx';
import { Trouble } from '../design/trouble.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayShare } from '../i18n/say-times.ts';
import { useSettings } from '../settings/use-settings.ts';
import { importKindOf, rowsOf } from './import-kind.ts';
import { ImportReport } from './import-report.tsx';
import { useReviewWords } from './words.ts';

export type Imported = Answer<'POST /v1/review/import/sm2'>;
type Row = { phrase: string; efactor: number; interval_days: number; next_review: string; review_count: number };

/** Cards from elsewhere: Anki, a table, or the old tutor. */
export function ImportCards() {
  const t = useReviewWords();
  const { nameOf, language: interfaceLanguage } = useInterface();
  const client = useQueryClient();
  const settings = useSettings();
  const [file, setFile] = useState<File>();
  const [language, setLanguage] = useState<string>();
  const [from, setFrom] = useState<string>();
  const [scheduling, setScheduling] = useState(true);
  const [wrong, setWrong] = useState<string>();
  const [sent, setSent] = useState<number>();
  const [trouble, setTrouble] = useState<unknown>();
  const [report, setReport] = useState<Imported>();
  const going = useRef<AbortController>(undefined);
  const heading = useId();
  useEffect(() => () => going.current?.abort(), []);

  const kind = file === undefined ? undefined : importKindOf(file.name);
  const learned = language ?? settings?.learning ?? 'pl';
  const meaning = from ?? settings?.from ?? 'en';

  const send = async (chosen: File): Promise<Imported | undefined> => {
    const leaving = new AbortController();
    going.current = leaving;
    const names = { language: learned, translation_language: meaning };
    if (kind === 'sm2') {
      const rows = rowsOf(await chosen.text());
      if (rows === undefined) {
        setWrong(t('import.badJson'));
        return undefined;
      }
      setSent(1);
      return call('POST /v1/review/import/sm2', { body: { rows: rows as Row[], ...names } });
    }
    const form = new FormData();
    for (const [name, value] of Object.entries(names)) form.append(name, value);
    form.append('scheduling', String(scheduling));
    form.append('file', chosen);
    const url = kind === 'anki' ? '/v1/review/import/anki' : '/v1/review/import/csv';
    return upload<Imported>({ url, body: form, onProgress: setSent, signal: leaving.signal });
  };
  const start = async (): Promise<void> => {
    setTrouble(undefined);
    setReport(undefined);
    if (file === undefined) return setWrong(t('import.missing'));
    if (kind === undefined) return setWrong(t('import.kindUnknown'));
    setSent(0);
    try {
      const answer = await send(file);
      if (answer === undefined) return;
      setReport(answer);
      setFile(undefined);
      for (const door of ['cards', 'queue', 'stats'])
        void client.invalidateQueries({ queryKey: [`GET /v1/review/${door}`] });
    } catch (error) {
      if (going.current?.signal.aborted !== true) setTrouble(error);
    } finally {
      setSent(undefined);
    }
  };
  const languages = ['pl', 'en', 'de', 'fr', 'es', 'uk', 'ru', 'it'].map((value) => ({ value, label: nameOf(value) }));
  return (
    <Card as="section" labelledBy={heading}>
      <h2 id={heading} className="font-serif text-heading">
        {t('import.title')}
      </h2>
      <form
        className="mt-4 flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <FilePicker
          label={t('import.file')}
          hint={t('import.fileHint')}
          choose={t('import.choose')}
          drop={t('import.drop')}
          accept=".apkg,.csv,.tsv,.txt,.json"
          file={file}
          error={wrong}
          onFile={(next) => {
            setWrong(undefined);
            setReport(undefined);
            setFile(next);
          }}
        />
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <Select label={t('import.language')} value={learned} onChange={setLanguage} options={languages} />
          <Select label={t('import.from')} value={meaning} onChange={setFrom} options={languages} />
        </div>
        <Switch
          label={t('import.scheduling')}
          hint={t('import.schedulingHint')}
          checked={scheduling}
          onChange={setScheduling}
        />
        {sent !== undefined && (
          <div role="status" className="flex flex-col gap-2">
            <p>
              {sent < 1 ? t('import.sending', { percent: sayShare(sent, interfaceLanguage) }) : t('import.reading')}
            </p>
            <Meter label={t('import.title')} value={sent} max={1} say={sayShare(sent, interfaceLanguage)} />
          </div>
        )}
        {trouble !== undefined && <Trouble error={trouble} />}
        <div className="flex gap-3">
          <Button type="submit" look="primary" busy={sent !== undefined}>
            {t('import.start')}
          </Button>
          {sent !== undefined && kind !== 'sm2' && (
            <Button look="quiet" onClick={() => going.current?.abort()}>
              {t('import.cancel')}
            </Button>
          )}
        </div>
      </form>
      {report !== undefined && <ImportReport report={report} />}
    </Card>
  );
}
