import { useState } from 'react';
import { roles } from '../../wire/access.ts';
import type { PersonOnWire } from '../../wire/api/people.ts';
import { useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { ConfirmHere } from '../design/confirm-here.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Select } from '../design/field.tsx';
import { toast } from '../design/toasts.tsx';
import { Trouble } from '../design/trouble.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayDate } from '../i18n/say-times.ts';
import { AssignForm } from './assign-form.tsx';
import { usePeopleWords } from './words.ts';

interface PersonSheetProps {
  person: PersonOnWire | undefined;
  open: boolean;
  admin: boolean;
  onClose(): void;
}

/** One person: what teachers may give, and what admins may change. */
export function PersonSheet({ person, open, admin, onClose }: PersonSheetProps) {
  const t = usePeopleWords();
  return (
    <Dialog
      open={open && person !== undefined}
      onClose={onClose}
      title={person === undefined ? '' : person.name || person.email || t('nameless')}
    >
      {person !== undefined && (
        <div className="flex flex-col gap-7">
          <PersonFacts person={person} />
          {admin && <PersonPowers person={person} onGone={onClose} />}
          <section>
            <h3 className="mb-3 font-serif text-lg">{t('person.assign')}</h3>
            <AssignForm person={person.id} />
          </section>
        </div>
      )}
    </Dialog>
  );
}

function PersonFacts({ person }: { person: PersonOnWire }) {
  const t = usePeopleWords();
  const { language } = useInterface();
  return (
    <p className="text-soft">
      {person.email ?? t('noAccount')}
      {person.email !== null && !person.email_verified && ` · ${t('unproved')}`}
      {' · '}
      {t('since', { when: sayDate(person.created_at, language) })}
    </p>
  );
}

/** Role, lock and erasure. */
function PersonPowers({ person, onGone }: { person: PersonOnWire; onGone(): void }) {
  const t = usePeopleWords();
  const [asking, setAsking] = useState(false);
  const params = { id: person.id };
  const update = useChange('PATCH /v1/people/:id', {
    stale: ['GET /v1/people'],
    onDone: () => toast({ text: t('person.saved') }),
  });
  const erase = useChange('DELETE /v1/people/:id', {
    stale: ['GET /v1/people', 'GET /v1/assignments'],
    onDone() {
      setAsking(false);
      onGone();
      toast({ text: t('person.erased') });
    },
  });
  return (
    <section className="flex flex-col gap-4">
      <Select
        label={t('person.role')}
        value={person.role}
        disabled={update.isPending}
        onChange={(role) => update.mutate({ params, body: { role } })}
        options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
      />
      {update.isError && <Trouble error={update.error} />}
      <p className="text-sm text-soft">{t('person.lockText')}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          icon="key"
          busy={update.isPending}
          onClick={() => update.mutate({ params, body: { locked: !person.locked } })}
        >
          {t(person.locked ? 'person.unlock' : 'person.lock')}
        </Button>
        <Button look="danger" icon="trash" onClick={() => setAsking(true)}>
          {t('person.erase')}
        </Button>
      </div>
      {asking && (
        <ConfirmHere
          title={t('person.eraseTitle', { name: person.name || person.email || t('nameless') })}
          action={t('person.erase')}
          busy={erase.isPending}
          error={erase.error}
          onConfirm={() => erase.mutate({ params })}
          onClose={() => setAsking(false)}
        >
          {t('person.eraseText')}
        </ConfirmHere>
      )}
    </section>
  );
}
