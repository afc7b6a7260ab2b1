import { useApi, useChange } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Icon } from '../design/icons.tsx';
import { Loaded } from '../design/loaded.tsx';
import { useTroubleText } from '../design/loading-words.ts';
import { Badge } from '../design/status.tsx';
import { toast } from '../design/toasts.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayFrom } from '../i18n/say-times.ts';
import { useAccountWords } from './words.ts';

const stale = ['GET /v1/me/sessions'] as const;

/** Devices where one is signed in, each to be signed out from here. */
export function Sessions() {
  const t = useAccountWords();
  const say = useTroubleText();
  const { language } = useInterface();
  const sessions = useApi('GET /v1/me/sessions');
  const failed = { onError: (error: unknown) => toast({ text: say(error), tone: 'trouble' }) };
  const end = useChange('DELETE /v1/me/sessions/:id', { stale });
  const endOthers = useChange('DELETE /v1/me/sessions', {
    stale,
    onDone: ({ sessions_ended }) => toast({ text: t('sessions.ended', { count: sessions_ended }) }),
  });
  return (
    <Loaded query={sessions} rows={2}>
      {({ data }) => (
        <>
          <ul className="divide-y divide-line border-y border-line">
            {data.map((session) => (
              <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
                <Icon name="key" className="size-5 text-soft" />
                <div className="min-w-40 flex-1">
                  <p>{session.device}</p>
                  <p className="text-sm text-soft">
                    {t('sessions.used', { when: sayFrom(session.last_used_at, Date.now(), language) })}
                  </p>
                </div>
                {session.current ? (
                  <Badge tone="good">{t('sessions.current')}</Badge>
                ) : (
                  <Button
                    size="small"
                    aria-label={t('sessions.endOf', { device: session.device })}
                    busy={end.isPending && end.variables.params.id === session.id}
                    onClick={() => end.mutate({ params: { id: session.id } }, failed)}
                  >
                    {t('sessions.end')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {data.length > 1 && (
            <Button className="mt-4" busy={endOthers.isPending} onClick={() => endOthers.mutate({}, failed)}>
              {t('sessions.endOthers')}
            </Button>
          )}
        </>
      )}
    </Loaded>
  );
}
