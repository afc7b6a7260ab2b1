import { useState } from 'react';
import type { Me } from '../../wire/api/learners.ts';
import { useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { TextField } from '../design/field.tsx';
import { Badge } from '../design/status.tsx';
import { Trouble } from '../design/trouble.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayDate } from '../i18n/say-times.ts';
import { useAccountWords } from './words.ts';

/** The name, and what is known of who has it. */
export function Profile({ me }: { me: Me }) {
  const t = useAccountWords();
  const { language } = useInterface();
  const [name, setName] = useState(me.name);
  const save = useChange('PATCH /v1/me', { stale: ['GET /v1/me'] });
  const changed = name.trim() !== me.name;
  return (
    <Card>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (changed) save.mutate({ body: { name: name.trim() } });
        }}
      >
        <div className="flex flex-wrap items-end gap-3">
          <div className="min-w-56 flex-1">
            <TextField
              label={t('field.name')}
              hint={t('field.nameHint')}
              autoComplete="name"
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
          <Button type="submit" className="min-h-12" busy={save.isPending} disabled={!changed}>
            {t('account.save')}
          </Button>
        </div>
        {save.isError && <Trouble error={save.error} />}
        <p role="status" className="text-accent empty:hidden">
          {save.isSuccess && !changed && t('account.saved')}
        </p>
      </form>
      <dl className="mt-5 grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2">
        {me.email !== null && (
          <>
            <dt className="text-soft">{t('account.email')}</dt>
            <dd className="flex flex-wrap items-center gap-2 wrap-anywhere">
              {me.email}
              <Badge tone={me.email_verified ? 'good' : 'amber'}>
                {t(me.email_verified ? 'account.proved' : 'account.unproved')}
              </Badge>
            </dd>
          </>
        )}
        <dt className="text-soft">{t('account.role')}</dt>
        <dd>{t(`role.${me.role}`)}</dd>
        <dt className="text-soft">{t('account.since')}</dt>
        <dd>{sayDate(me.created_at, language)}</dd>
      </dl>
    </Card>
  );
}
