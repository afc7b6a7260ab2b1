import { useApi, useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Loaded } from '../design/loaded.tsx';
import { toast } from '../design/toasts.tsx';
import { Trouble } from '../design/trouble.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayTime } from '../i18n/say-times.ts';
import { normalised } from './normalised.ts';
import type { Draft } from './use-draft.ts';
import { useEditorWords } from './words.ts';

/** What was published before; each can be made the draft again. */
export function VersionsDialog({ open, draft, onClose }: { open: boolean; draft: Draft; onClose(): void }) {
  const t = useEditorWords();
  return (
    <Dialog open={open} onClose={onClose} title={t('versions.title')} wide>
      <Versions draft={draft} onClose={onClose} />
    </Dialog>
  );
}

function Versions({ draft, onClose }: { draft: Draft; onClose(): void }) {
  const t = useEditorWords();
  const { language } = useInterface();
  const { id } = draft.lesson;
  const versions = useApi('GET /v1/editor/lessons/:id/versions', { params: { id } });
  const restore = useChange('POST /v1/editor/lessons/:id/restore/:version', {
    onDone(lesson, { params }) {
      draft.adopt(normalised(lesson), true);
      toast({ text: t('versions.restored', { number: params.version }) });
      onClose();
    },
  });
  return (
    <Loaded query={versions} rows={2}>
      {({ data }) =>
        data.length === 0 ? (
          <p className="text-soft">{t('versions.none')}</p>
        ) : (
          <>
            <ul className="divide-y divide-line border-y border-line">
              {data.map(({ number, title, note, published_at, author }) => (
                <li key={number} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
                  <div className="min-w-52 flex-1">
                    <p className="font-semibold">
                      {t('versions.number', { number })}{' '}
                      <Foreign lang={draft.lesson.language} className="font-normal text-soft">
                        {title}
                      </Foreign>
                    </p>
                    {note !== '' && <p>{note}</p>}
                    <p className="text-sm text-soft">
                      {author === null
                        ? sayTime(published_at, language)
                        : t('versions.by', { when: sayTime(published_at, language), name: author.name || author.id })}
                    </p>
                  </div>
                  <Button
                    size="small"
                    busy={restore.isPending}
                    onClick={() => restore.mutate({ params: { id, version: String(number) } })}
                  >
                    {t('versions.restore')}
                  </Button>
                </li>
              ))}
            </ul>
            {restore.isError && (
              <div className="mt-4">
                <Trouble error={restore.error} />
              </div>
            )}
          </>
        )
      }
    </Loaded>
  );
}
