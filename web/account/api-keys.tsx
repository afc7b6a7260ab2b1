import { useState } from 'react';
import type { Role } from '../../wire/access.ts';
import type { Answer } from '../api/doors.ts';
import { useApi, useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { Loaded } from '../design/loaded.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayDate, sayFrom } from '../i18n/say-times.ts';
import { NewApiKey } from './new-api-key.tsx';
import { useAccountWords } from './words.ts';

type Key = Answer<'GET /v1/me/api-keys'>['data'][number];

/** Keys for one's own programs. */
export function ApiKeys({ role }: { role: Role }) {
  const t = useAccountWords();
  const keys = useApi('GET /v1/me/api-keys');
  const [making, setMaking] = useState(false);
  const [doomed, setDoomed] = useState<Key>();
  const remove = useChange('DELETE /v1/me/api-keys/:id', {
    stale: ['GET /v1/me/api-keys'],
    onDone: () => setDoomed(undefined),
  });
  return (
    <>
      <p className="mb-4 max-w-[60ch] text-soft">{t('keys.lead')}</p>
      <Loaded query={keys} rows={1}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="mb-4">{t('keys.none')}</p>
          ) : (
            <ul className="mb-5 divide-y divide-line border-y border-line">
              {data.map((key) => (
                <KeyRow key={key.id} apiKey={key} onDelete={() => setDoomed(key)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <Button icon="plus" onClick={() => setMaking(true)}>
        {t('keys.new')}
      </Button>
      <NewApiKey open={making} role={role} onClose={() => setMaking(false)} />
      <ConfirmDialog
        open={doomed !== undefined}
        title={t('keys.deleteOf', { name: doomed?.name ?? '' })}
        action={t('keys.delete')}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => doomed !== undefined && remove.mutate({ params: { id: doomed.id } })}
        onClose={() => setDoomed(undefined)}
      >
        <p>{t('keys.deleteText', { name: doomed?.name ?? '' })}</p>
      </ConfirmDialog>
    </>
  );
}

function KeyRow({ apiKey, onDelete }: { apiKey: Key; onDelete(): void }) {
  const t = useAccountWords();
  const { language } = useInterface();
  const { name, prefix, scopes, last_used_at, expires_at } = apiKey;
  const over = expires_at !== null && Date.parse(expires_at) < Date.now();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-48 flex-1">
        <p className="font-semibold">
          {name} <code className="ml-1 font-mono text-sm font-normal text-soft">{prefix}…</code>
        </p>
        <p className="text-sm text-soft">{scopes.map((scope) => t(`scope.${scope}`)).join(' · ')}</p>
        <p className={`text-sm ${over ? 'text-rust' : 'text-soft'}`}>
          {last_used_at === null
            ? t('keys.unused')
            : t('keys.used', { when: sayFrom(last_used_at, Date.now(), language) })}
          {expires_at !== null && ` · ${t(over ? 'keys.over' : 'keys.until', { when: sayDate(expires_at, language) })}`}
        </p>
      </div>
      <Button size="small" look="danger" aria-label={t('keys.deleteOf', { name })} onClick={onDelete}>
        {t('keys.delete')}
      </Button>
    </li>
  );
}
