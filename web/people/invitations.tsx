import { useState } from 'react';
import { type Role, roles } from '../../wire/access.ts';
import { Refusal } from '../../wire/refusals.ts';
import { useApi, useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { CopyField } from '../design/copy-field.tsx';
import { Select, TextField } from '../design/field.tsx';
import { Loaded } from '../design/loaded.tsx';
import { useTroubleText } from '../design/loading-words.ts';
import { Badge } from '../design/status.tsx';
import { toast } from '../design/toasts.tsx';
import { Trouble } from '../design/trouble.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayDate } from '../i18n/say-times.ts';
import { usePeopleWords } from './words.ts';

const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim());

/** Inviting by mail, and what is still open. */
export function Invitations() {
  const t = usePeopleWords();
  const say = useTroubleText();
  const { language } = useInterface();
  const open = useApi('GET /v1/people/invitations');
  const withdraw = useChange('DELETE /v1/people/invitations/:id', { stale: ['GET /v1/people/invitations'] });
  return (
    <div className="grid items-start gap-8 lg:grid-cols-2">
      <InviteForm />
      <section>
        <h2 className="mb-3 font-serif text-heading">{t('invite.open')}</h2>
        <Loaded query={open} rows={2}>
          {({ data }) =>
            data.length === 0 ? (
              <p className="text-soft">{t('invite.none')}</p>
            ) : (
              <ul className="divide-y divide-line border-y border-line">
                {data.map(({ id, email, role, expires_at }) => (
                  <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
                    <div className="min-w-44 flex-1">
                      <p className="wrap-anywhere">{email}</p>
                      <p className="text-sm text-soft">{t('invite.until', { when: sayDate(expires_at, language) })}</p>
                    </div>
                    <Badge>{t(`role.${role}`)}</Badge>
                    <Button
                      size="small"
                      aria-label={t('invite.withdrawOf', { email })}
                      busy={withdraw.isPending && withdraw.variables.params.id === id}
                      onClick={() =>
                        withdraw.mutate(
                          { params: { id } },
                          { onError: (error) => toast({ text: say(error), tone: 'trouble' }) },
                        )
                      }
                    >
                      {t('invite.withdraw')}
                    </Button>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
    </div>
  );
}

function InviteForm() {
  const t = usePeopleWords();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('learner');
  const [tried, setTried] = useState(false);
  const invite = useChange('POST /v1/people/invitations', {
    stale: ['GET /v1/people/invitations'],
    onDone() {
      setEmail('');
      setTried(false);
    },
  });
  const taken = invite.error instanceof Refusal && invite.error.param === 'email';
  return (
    <Card as="section">
      <h2 className="mb-4 font-serif text-heading">{t('invite.title')}</h2>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (looksLikeEmail(email)) invite.mutate({ body: { email: email.trim(), role } });
        }}
      >
        <TextField
          label={t('invite.email')}
          type="email"
          autoComplete="off"
          maxLength={254}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={tried && !looksLikeEmail(email) ? t('invite.emailWrong') : taken ? t('invite.taken') : undefined}
        />
        <Select
          label={t('role')}
          value={role}
          onChange={(next) => setRole(next)}
          options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        />
        {invite.isError && !taken && <Trouble error={invite.error} />}
        <div>
          <Button type="submit" look="primary" busy={invite.isPending}>
            {t('invite.send')}
          </Button>
        </div>
      </form>
      {invite.data !== undefined && (
        <div role="status" className="mt-5">
          <p className="mb-2">{t('invite.made', { email: invite.data.email })}</p>
          <CopyField label={t('invite.link')} value={invite.data.url} />
        </div>
      )}
    </Card>
  );
}
