import { useState } from 'react';
import { own, type Role, type Scope, scopes, staff } from '../../wire/access.ts';
import { useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { CopyField } from '../design/copy-field.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Select, TextField } from '../design/field.tsx';
import { useLoadingWords } from '../design/loading-words.ts';
import { Trouble } from '../design/trouble.tsx';
import { useAccountWords } from './words.ts';

const spans = ['30', '90', '365', 'never'] as const;

/** Scopes that a role has any use for. */
export const scopesOf = (role: Role): Scope[] =>
  scopes.filter((scope) =>
    [own, staff].some((doors) =>
      Object.values(doors).some((door) => door.scope === scope && (door.roles as readonly Role[]).includes(role)),
    ),
  );

/** A new key: what it may do and for how long; then the key itself, once. */
export function NewApiKey({ open, role, onClose }: { open: boolean; role: Role; onClose(): void }) {
  const t = useAccountWords();
  const [made, setMade] = useState<string>();
  const close = (): void => {
    // Gone for good: the server does not have it either.
    setMade(undefined);
    onClose();
  };
  return (
    <Dialog open={open} onClose={close} title={made === undefined ? t('keys.new') : t('keys.made')}>
      {made === undefined ? (
        <NewKeyForm role={role} onMade={setMade} onClose={close} />
      ) : (
        <>
          <p className="mb-4">{t('keys.once')}</p>
          <CopyField label={t('keys.made')} value={made} />
          <div className="mt-5 text-right">
            <Button look="primary" onClick={close}>
              {t('keys.done')}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function NewKeyForm({ role, onMade, onClose }: { role: Role; onMade(key: string): void; onClose(): void }) {
  const t = useAccountWords();
  const common = useLoadingWords();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>(['learn:read']);
  const [span, setSpan] = useState<(typeof spans)[number]>('90');
  const [tried, setTried] = useState(false);
  const create = useChange('POST /v1/me/api-keys', {
    stale: ['GET /v1/me/api-keys'],
    onDone: ({ key }) => onMade(key),
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (name.trim() === '' || chosen.length === 0) return;
        const expires_in_days = span === 'never' ? null : Number(span);
        create.mutate({ body: { name: name.trim(), scopes: [...chosen], expires_in_days } });
      }}
    >
      <TextField
        label={t('keys.name')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={tried && name.trim() === '' ? t('keys.nameMissing') : undefined}
      />
      <fieldset>
        <legend className="mb-1 font-semibold">{t('keys.scopes')}</legend>
        <div className="grid sm:grid-cols-2">
          {scopesOf(role).map((scope) => (
            <label key={scope} className="flex min-h-11 items-center gap-2.5">
              <input
                type="checkbox"
                className="size-5 shrink-0 accent-accent"
                checked={chosen.includes(scope)}
                onChange={(event) =>
                  setChosen(event.target.checked ? [...chosen, scope] : chosen.filter((one) => one !== scope))
                }
              />
              {t(`scope.${scope}`)}
            </label>
          ))}
        </div>
        {tried && chosen.length === 0 && (
          <p role="alert" className="text-sm text-rust">
            {t('keys.scopesMissing')}
          </p>
        )}
      </fieldset>
      <Select
        label={t('keys.expires')}
        value={span}
        onChange={(next) => setSpan(next)}
        options={spans.map((value) => ({ value, label: t(`keys.expires.${value}`) }))}
      />
      {create.isError && <Trouble error={create.error} />}
      <div className="flex justify-end gap-3">
        <Button look="quiet" onClick={onClose}>
          {common('cancel')}
        </Button>
        <Button type="submit" look="primary" busy={create.isPending}>
          {t('keys.create')}
        </Button>
      </div>
    </form>
  );
}
