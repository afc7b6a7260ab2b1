import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { endSession } from '../api/session.ts';
import { useApi } from '../api/use-api.ts';
import { Page, Section } from '../app/page.tsx';
import { Button, ButtonLink } from '../design/button.tsx';
import { Loaded } from '../design/loaded.tsx';
import { useTroubleText } from '../design/loading-words.ts';
import { Note } from '../design/status.tsx';
import { toast } from '../design/toasts.tsx';
import { ApiKeys } from './api-keys.tsx';
import { ChangePassword } from './change-password.tsx';
import { Profile } from './profile.tsx';
import { Sessions } from './sessions.tsx';
import { useAccountWords } from './words.ts';

/** Who one is here, where one is signed in, and what may act for one. */
export default function AccountPage() {
  const t = useAccountWords();
  const me = useApi('GET /v1/me');
  const signedIn = me.data?.signed_in === true;
  return (
    <Page
      title={t('account.title')}
      lead={t('account.lead')}
      width="text"
      actions={
        <>
          <ButtonLink to="/settings" icon="settings">
            {t('account.settings')}
          </ButtonLink>
          {signedIn && <SignOut />}
        </>
      }
    >
      <Loaded query={me}>
        {(person) => (
          <>
            <Profile me={person} />
            {person.email === null ? (
              <div className="mt-8">
                <Note tone="slate" icon="person">
                  {t(person.signed_in ? 'account.withKey' : 'account.none')}
                </Note>
              </div>
            ) : (
              <>
                <Section title={t('password.title')}>
                  <ChangePassword />
                </Section>
                <Section title={t('sessions.title')}>
                  <Sessions />
                </Section>
                <Section title={t('keys.title')}>
                  <ApiKeys role={person.role} />
                </Section>
              </>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function SignOut() {
  const t = useAccountWords();
  const say = useTroubleText();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const leave = async (): Promise<void> => {
    setBusy(true);
    try {
      await call('POST /auth/logout', { body: {} });
      endSession();
      toast({ text: t('signin.out') });
      await navigate({ to: '/sign-in', replace: true });
    } catch (error) {
      // Whoever wants out must know that they are still in.
      toast({ text: say(error), tone: 'trouble' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon="leave" busy={busy} onClick={() => void leave()}>
      {t('account.signOut')}
    </Button>
  );
}
