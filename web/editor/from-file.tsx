import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '../api/doors.ts';
import { upload } from '../api/files.ts';
import { Button } from '../design/button.tsx';
import { FilePicker } from '../design/file-picker.tsx';
import { useLoadingWords } from '../design/loading-words.ts';
import { Trouble } from '../design/trouble.tsx';
import { useEditorWords } from './words.ts';

type Imported = Answer<'POST /v1/editor/import'>;

/** Lesson files, taken in as drafts; what is wrong in one is told with its line. */
export function FromFile({ onClose }: { onClose(): void }) {
  const t = useEditorWords();
  const common = useLoadingWords();
  const client = useQueryClient();
  const [file, setFile] = useState<File>();
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [report, setReport] = useState<Imported>();
  const send = async (): Promise<void> => {
    setError(undefined);
    setReport(undefined);
    if (file === undefined) return setWrong(t('new.fileMissing'));
    setBusy(true);
    try {
      const zip = file.name.toLowerCase().endsWith('.zip');
      const type = zip ? 'application/zip' : 'application/json';
      const signal = AbortSignal.timeout(120_000);
      setReport(await upload<Imported>({ url: '/v1/editor/import', body: file, type, signal }));
      setFile(undefined);
      void client.invalidateQueries({ queryKey: ['GET /v1/editor/lessons'] });
    } catch (trouble) {
      setError(trouble);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <FilePicker
        label={t('new.fileLabel')}
        hint={t('new.fileHint')}
        choose={t('new.choose')}
        drop={t('new.drop')}
        accept=".json,.zip"
        file={file}
        error={wrong}
        onFile={(next) => {
          setWrong(undefined);
          setFile(next);
        }}
      />
      {error !== undefined && <Trouble error={error} />}
      {report !== undefined && (
        <div role="status">
          <p className="font-semibold">{t('import.done', { count: report.imported.length })}</p>
          {report.refused.length > 0 && (
            <>
              <p className="mt-2">{t('import.refused')}:</p>
              <ul className="max-h-48 overflow-y-auto">
                {report.refused.map(({ file: name, problems }) => (
                  <li key={name} className="mt-1">
                    <code className="font-mono text-sm">{name}</code>
                    <ul className="list-disc pl-6 text-sm text-rust" lang="en">
                      {problems.slice(0, 5).map((problem) => (
                        <li key={`${problem.path} ${problem.message}`}>
                          {t('import.line', { line: problem.line })}: {problem.message}
                        </li>
                      ))}
                    </ul>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      <div className="flex justify-end gap-3">
        {report !== undefined && (
          <Button look="quiet" onClick={onClose}>
            {common('close')}
          </Button>
        )}
        <Button type="submit" look="primary" busy={busy}>
          {t('new.import')}
        </Button>
      </div>
    </form>
  );
}
